// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.borough.ditto.RealTwins;
import org.borough.ditto.TestServer;
import org.borough.thing.Property;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.engine.TwinComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the mirror does when the network, a listener or a policy does not play along. */
@SuppressWarnings("try")
class MirrorTest {

    private static final Property<Long> CHARGE = Property.of("borough:battery:1.0.0", "charge", Long.class);
    private static final Cause CITY = Cause.of("borough:city", "");
    private static final ThingId LAMP = ThingId.parse("city:lamp");
    private static final ThingId OLD = ThingId.parse("city:old");
    private static final ThingId NEW = ThingId.parse("city:new");
    private static final String POLICY =
            """
            {"entries":{"city":{"subjects":{"borough:city":{"type":"t"}},"resources":{
              "thing:/":{"grant":["READ","WRITE"],"revoke":[]}}},
             "owner":{"subjects":{"borough:owner":{"type":"t"}},"resources":{
              "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
              "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";

    private static final String ENTRY =
            """
            {"subjects":{"borough:city":{"type":"t"}},
             "resources":{"thing:/":{"grant":["READ","WRITE"],"revoke":[]}}}""";

    private final TwinComponent remote;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private TestServer server;

    MirrorTest() throws ReflectiveOperationException {
        remote = RealTwins.open();
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.of(remote);
        make(LAMP);
        make(OLD);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        remote.close();
    }

    @Test
    void after_a_break_listeners_are_told_what_they_missed() throws Exception {
        try (DittoCity city = city(List.of(), 100, 300, 20, 100);
                Subscription listening = city.twins().listen(Interest.all(), new Recorder())) {
            await().untilAsserted(() -> assertThat(seen).contains("present city:lamp", "present city:old"));
            int port = server.port();
            server.close();
            await().until(() -> city.status().level() == Status.Level.FAILED);
            seen.clear();
            for (long i = 1; i <= 3; i++) {
                DittoCityTest.done(remote.report(LAMP, List.of(CHARGE.is(i)), CITY));
            }
            make(NEW);
            DittoCityTest.done(remote.delete(OLD, Cause.of("borough:owner", "")));

            server = TestServer.of(remote, port);

            await().untilAsserted(() -> assertThat(seen)
                    .contains("city:lamp battery/charge=3", "present city:new", "gone city:old")
                    .doesNotContain("city:lamp battery/charge=1"));
            assertThat(city.twins().get(OLD)).isEmpty();
            await().untilAsserted(() -> assertThat(city.status().reason()).startsWith("mirrors 2 things"));
            DittoCityTest.done(city.twins().report(LAMP, List.of(CHARGE.is(4L)), CITY));
            await().untilAsserted(() -> assertThat(seen).contains("city:lamp battery/charge=4"));
        }
    }

    @Test
    void a_slow_listener_holds_up_nobody_and_is_shown_anew_what_it_missed() {
        CountDownLatch slow = new CountDownLatch(1);
        List<Long> shown = Collections.synchronizedList(new ArrayList<>());
        try (DittoCity city = city(List.of("city"), 2, 300, 20, 100)) {
            await().until(() -> city.twins().get(LAMP).isPresent());
            try (Subscription stuck = city.twins().listen(Interest.all(), new Stuck(slow, shown));
                    Subscription quick = city.twins().listen(Interest.all(), new Recorder())) {
                for (long i = 1; i <= 20; i++) {
                    DittoCityTest.done(city.twins().report(LAMP, List.of(CHARGE.is(i)), CITY));
                }
                await().untilAsserted(() -> assertThat(seen).contains("city:lamp battery/charge=20"));
                assertThat(city.status().level()).isEqualTo(Status.Level.DEGRADED);
                assertThat(city.status().reason()).contains("1 listeners are too slow");

                slow.countDown();

                await().untilAsserted(() -> assertThat(shown).contains(20L));
                await().until(() -> city.status().level() == Status.Level.OK);
            }
        }
    }

    @Test
    void only_the_wanted_namespaces_are_mirrored() {
        make(ThingId.parse("elsewhere:lamp"));

        try (DittoCity city = city(List.of("city"), 100, 300, 20, 100)) {
            await().untilAsserted(() -> assertThat(city.status().reason()).startsWith("mirrors 2 things"));
            make(ThingId.parse("elsewhere:other"));
            make(NEW);
            await().until(() -> city.twins().get(NEW).isPresent());
            assertThat(city.twins().find(Interest.all())).extracting(Twin::id).containsExactly(LAMP, NEW, OLD);
        }
    }

    @Test
    void a_thing_that_may_not_be_read_any_more_is_gone_until_it_may_be_again() throws Exception {
        try (DittoCity city = city(List.of(), 100, 1, 20, 100);
                Subscription listening = city.twins().listen(Interest.all(), new Recorder())) {
            await().until(() -> city.twins().get(LAMP).isPresent());

            assertThat(policy("DELETE", HttpRequest.BodyPublishers.noBody())).isEqualTo(204);

            await().untilAsserted(() -> assertThat(seen).contains("gone city:lamp"));
            CompletionStage<Void> refused = city.twins().report(LAMP, List.of(CHARGE.is(1L)), CITY);
            assertThat(refusal(refused).status()).isIn(403, 404);
            seen.clear();
            assertThat(policy("PUT", HttpRequest.BodyPublishers.ofString(ENTRY)))
                    .isEqualTo(201);

            await().untilAsserted(() -> assertThat(seen).contains("present city:lamp"));
            DittoCityTest.done(city.twins().report(LAMP, List.of(CHARGE.is(2L)), CITY));
        }
    }

    @Test
    void writes_that_pile_up_are_refused_at_once_and_those_that_wait_too_long_later() throws Exception {
        try (DittoCity city = city(List.of(), 100, 300, 2, 3)) {
            await().until(() -> city.twins().get(LAMP).isPresent());
            server.close();
            await().until(() -> city.status().level() == Status.Level.FAILED);
            List<CompletionStage<Void>> waiting = new ArrayList<>();
            for (long i = 1; i <= 3; i++) {
                waiting.add(city.twins().report(LAMP, List.of(CHARGE.is(i)), CITY));
            }

            CompletionStage<Void> tooMany = city.twins().report(LAMP, List.of(CHARGE.is(4L)), CITY);

            assertThat(tooMany.toCompletableFuture()).isCompletedExceptionally();
            assertThat(refusal(tooMany).code()).isEqualTo("ditto:busy");
            assertThat(city.status().reason()).contains("3 writes wait");
            waiting.forEach(write -> assertThat(refusal(write).code()).isEqualTo("ditto:unreachable"));
            assertThat(city.status().reason()).contains("0 writes wait");
            server = TestServer.of(remote);
        }
    }

    private void make(ThingId thing) {
        DittoCityTest.done(remote.provision(thing, "{}", POLICY, CITY));
    }

    private int policy(String method, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        URI entry = URI.create("http://127.0.0.1:" + server.port() + "/api/2/policies/city:lamp/entries/city");
        HttpRequest change = HttpRequest.newBuilder(entry)
                .header("x-subjects", "borough:owner")
                .header("content-type", "application/json")
                .method(method, body)
                .build();
        return HttpClient.newHttpClient()
                .send(change, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static TwinRefusedException refusal(CompletionStage<Void> stage) {
        await().until(() -> stage.toCompletableFuture().isDone());
        Throwable failure =
                stage.toCompletableFuture().handle((done, refused) -> refused).join();
        assertThat(failure).isInstanceOf(TwinRefusedException.class);
        return (TwinRefusedException) failure;
    }

    private DittoCity city(List<String> namespaces, int queue, int compare, int patience, int waiting) {
        return new DittoCity(
                new Settings(
                        URI.create("http://127.0.0.1:" + server.port()),
                        new Login.Password("city", "secret"),
                        Optional.empty(),
                        namespaces,
                        64,
                        waiting,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(patience),
                        Duration.ofSeconds(compare),
                        Duration.ofMillis(500),
                        true,
                        queue,
                        50,
                        false),
                Optional::empty);
    }

    private final class Recorder implements TwinListener {

        @Override
        public void present(Twin twin) {
            seen.add("present " + twin.id());
        }

        @Override
        public void changed(Twin twin, Change change) {
            seen.add(twin.id() + " " + change.feature() + "/" + change.path() + "="
                    + change.after().orElse(""));
        }

        @Override
        public void gone(ThingId thing) {
            seen.add("gone " + thing);
        }
    }

    /** Does not come back from its first change until it is let go. */
    private record Stuck(CountDownLatch free, List<Long> shown) implements TwinListener {

        @Override
        public void present(Twin twin) {
            twin.get(CHARGE).ifPresent(shown::add);
        }

        @Override
        public void changed(Twin twin, Change change) {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
