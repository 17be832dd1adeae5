// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.ditto.RealTwins;
import org.borough.ditto.TestServer;
import org.borough.thing.Property;
import org.borough.thing.Setting;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;
import org.borough.twin.engine.TwinComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The port's contract against a Borough that is reached over the network, as a Ditto is. */
@SuppressWarnings("try")
class DittoCityTest {

    private static final Property<Double> LEVEL = Property.of("borough:luminaire:1.0.0", "level", Double.class);
    private static final Property<Long> CHARGE = Property.of("borough:battery:1.0.0", "charge", Long.class);
    private static final ThingId LAMP = ThingId.parse("city:lamp");
    private static final Cause DEVICES = Cause.of("integration:devices", "");
    private static final Cause NIGHT = Cause.of("service:lighting", "it is night");
    private static final String THING = "{\"attributes\":{\"street\":\"F ST\"}}";
    private static final String POLICY =
            """
            {"entries":{"city":{"subjects":{"borough:city":{"type":"t"}},"resources":{
              "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
              "policy:/":{"grant":["READ","WRITE"],"revoke":[]},
              "message:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";

    private final TwinComponent remote;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private TestServer server;
    private DittoCity city;
    private Twins twins;

    DittoCityTest() throws ReflectiveOperationException {
        remote = RealTwins.open();
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.of(remote);
        city = new DittoCity(settings(server.port()), Optional::empty);
        twins = city.twins();
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        server.close();
        remote.close();
    }

    @Test
    void a_report_is_seen_when_it_returns_and_makes_missing_features_with_their_model() {
        provide();

        done(twins.report(LAMP, List.of(LEVEL.is(55.5), CHARGE.is(80L)), DEVICES));

        Twin lamp = twins.get(LAMP).orElseThrow();
        assertThat(lamp.get(LEVEL)).contains(55.5);
        assertThat(lamp.get(CHARGE)).contains(80L);
        assertThat(lamp.providing("borough:battery")).containsExactly("battery");
        assertThat(twins.find(Interest.in("borough:battery"))).hasSize(1);
        assertThat(remote.get(LAMP).orElseThrow().get(LEVEL)).contains(55.5);
    }

    @Test
    void many_writes_of_one_thing_arrive_in_their_order() {
        provide();
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (long i = 1; i <= 60; i++) {
            writes.add(twins.report(LAMP, List.of(CHARGE.is(i)), DEVICES));
        }
        List<Long> told = Collections.synchronizedList(new ArrayList<>());
        try (Subscription listening = twins.listen(Interest.all(), new Recorder(told))) {
            writes.forEach(DittoCityTest::done);
            await().until(() -> !told.isEmpty() && told.get(told.size() - 1) == 60);
            assertThat(told).isSorted();
        }
        assertThat(twins.get(LAMP).orElseThrow().get(CHARGE)).contains(60L);
    }

    @Test
    void a_wish_is_told_with_its_cause() {
        provide();
        try (Subscription listening = twins.listen(Interest.all(), new Recorder(new ArrayList<>()))) {
            done(twins.desire(LAMP, List.of(Setting.of(LEVEL, 40.0)), NIGHT));

            await().untilAsserted(() -> assertThat(seen)
                    .contains("present city:lamp")
                    .contains("DESIRED luminaire/level=40.0 by service:lighting: it is night"));
        }
    }

    @Test
    void what_others_write_is_told_in_their_name() {
        provide();
        try (Subscription listening = twins.listen(Interest.all(), new Recorder(new ArrayList<>()))) {
            done(remote.merge(LAMP, "{\"attributes\":{\"pole\":7}}", Cause.of("borough:city", "")));

            await().untilAsserted(() -> assertThat(seen)
                    .anySatisfy(line -> assertThat(line).startsWith("ATTRIBUTE /pole=7 by borough:city")));
        }
    }

    @Test
    void a_device_time_comes_with_the_change() {
        provide();
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        List<Instant> times = Collections.synchronizedList(new ArrayList<>());
        try (Subscription listening = twins.listen(Interest.all(), new TwinListener() {
            @Override
            public void present(Twin twin) {}

            @Override
            public void changed(Twin twin, Change change) {
                change.reported(LEVEL).ifPresent(level -> times.add(change.at()));
            }
        })) {
            done(twins.report(LAMP, List.of(LEVEL.is(1.0, noon)), DEVICES));
            await().untilAsserted(() -> assertThat(times).containsExactly(noon));
        }
    }

    @Test
    void after_a_break_the_mirror_catches_up_and_waiting_writes_go_through() throws Exception {
        provide();
        try (Subscription listening = twins.listen(Interest.all(), new Recorder(new ArrayList<>()))) {
            int port = server.port();
            server.close();
            await().until(() -> city.status().level() == Status.Level.FAILED);
            CompletionStage<Void> waiting = twins.report(LAMP, List.of(LEVEL.is(12.5)), DEVICES);
            done(remote.merge(LAMP, "{\"attributes\":{\"pole\":8}}", Cause.of("borough:city", "")));
            assertThat(waiting.toCompletableFuture()).isNotDone();

            server = TestServer.of(remote, port);

            done(waiting);
            assertThat(remote.get(LAMP).orElseThrow().get(LEVEL)).contains(12.5);
            await().untilAsserted(() -> assertThat(twins.get(LAMP).orElseThrow().attribute("pole", Long.class))
                    .contains(8L));
            await().until(() -> city.status().level() == Status.Level.OK);
        }
    }

    @Test
    void provisioning_makes_both_once_and_says_what_differs() {
        assertThat(done(twins.provision(LAMP, THING, POLICY, NIGHT)).created()).isTrue();
        assertThat(done(twins.provision(LAMP, THING, POLICY, NIGHT)))
                .isEqualTo(new Twins.Provisioned(false, List.of()));
        assertThat(done(twins.provision(LAMP, "{\"attributes\":{\"street\":\"G ST\"}}", POLICY, NIGHT))
                        .differences())
                .containsExactly("attributes/street is \"F ST\", asked for was \"G ST\".");
    }

    @Test
    void a_policy_that_does_not_know_the_city_lets_it_in() {
        String policy = POLICY.replace("borough:city", "borough:somebody").replace("\"city\":", "\"owner\":");

        done(twins.provision(LAMP, THING, policy, NIGHT));

        done(twins.report(LAMP, List.of(LEVEL.is(3.0)), DEVICES));
        assertThat(twins.get(LAMP).orElseThrow().get(LEVEL)).contains(3.0);
    }

    @Test
    void a_service_publishes_itself_and_a_deleted_thing_is_gone() {
        ThingId service = ThingId.parse("city:lighting");
        String policy = POLICY.replace("borough:city", "service:lighting").replace("\"city\":", "\"service\":");
        done(twins.merge(service, "{\"attributes\":{\"a\":1},\"_policy\":" + policy + "}", NIGHT));
        done(twins.merge(service, "{\"attributes\":{\"b\":2}}", NIGHT));
        assertThat(twins.get(service).orElseThrow().json()).contains("\"a\":1", "\"b\":2");

        done(twins.delete(service, NIGHT));

        assertThat(twins.get(service)).isEmpty();
        assertThat(remote.get(service)).isEmpty();
    }

    @Test
    void a_refusal_says_what_ditto_said() {
        assertThatThrownBy(() -> done(twins.report(ThingId.parse("city:nowhere"), List.of(LEVEL.is(1.0)), DEVICES)))
                .hasCauseInstanceOf(TwinRefusedException.class)
                .satisfies(failure -> assertThat(((TwinRefusedException) failure.getCause()).status())
                        .isEqualTo(404));
    }

    @Test
    void things_that_were_there_before_are_mirrored() throws Exception {
        for (int i = 0; i < 250; i++) {
            done(remote.provision(ThingId.parse("city:bin-" + i), THING, POLICY, NIGHT));
        }
        try (DittoCity late = new DittoCity(settings(server.port()), Optional::empty)) {
            await().until(() -> late.twins().find(Interest.all()).size() == 250);
            assertThat(late.status().reason()).contains("mirrors 250 things");
        }
    }

    private void provide() {
        done(twins.provision(LAMP, THING, POLICY, NIGHT));
    }

    static <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        await().until(future::isDone);
        return future.orTimeout(1, TimeUnit.SECONDS).join();
    }

    static Settings settings(int port) {
        return new Settings(
                URI.create("http://127.0.0.1:" + port),
                new Login.Password("city", "secret"),
                Optional.empty(),
                List.of(),
                64,
                1_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(300),
                Duration.ofMillis(500),
                true,
                1_000,
                1_000,
                false);
    }

    private final class Recorder implements TwinListener {

        private final List<Long> charges;

        private Recorder(List<Long> charges) {
            this.charges = charges;
        }

        @Override
        public void present(Twin twin) {
            seen.add("present " + twin.id());
        }

        @Override
        public void changed(Twin twin, Change change) {
            change.reported(CHARGE).ifPresent(charges::add);
            seen.add(change.part() + " " + change.feature() + "/" + change.path() + "="
                    + change.after().orElse("") + " by " + change.cause().by() + ": "
                    + change.cause().reason());
        }
    }
}
