// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.borough.connections.KafkaDitto;
import org.borough.ditto.TestServer;
import org.borough.rig.Broker;
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
import org.borough.twin.Twins;
import org.borough.twin.ditto.kafka.Topics;
import org.borough.twin.ditto.topic.ReadingTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Readings by a real Kafka to a Borough whose connection reads them, and back by its WebSocket, as with a Ditto. */
@SuppressWarnings("try")
class KafkaWayTest {

    private static final Property<Double> LEVEL = Property.of("borough:luminaire:1.0.0", "level", Double.class);
    private static final Property<Long> CHARGE = Property.of("borough:battery:1.0.0", "charge", Long.class);
    private static final ThingId LAMP = ThingId.parse("city:lamp");
    private static final Cause DEVICES = Cause.of("integration:devices", "");
    private static final String POLICY =
            """
            {"entries":{"city":{"subjects":{"borough:city":{"type":"t"}},"resources":{
              "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
              "policy:/":{"grant":["READ","WRITE"],"revoke":[]},
              "message:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";
    private static final int MOST_WAITING = 200;

    private static Broker broker;

    @TempDir
    Path folder;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private KafkaDitto ditto;
    private TestServer server;
    private ReadingTopic topic;
    private DittoCity city;
    private Twins twins;
    private String connection;

    @BeforeAll
    static void startBroker() {
        broker = Broker.start(3);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1), new NewTopic(name + "-answers", 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        ditto = new KafkaDitto(folder);
        server = TestServer.of(ditto.twins());
        connection = ditto.connect(document(name));
        topic = Topics.of(broker.bootstrapServers(), name);
        city = new DittoCity(settings(), Optional::empty);
        twins = city.twins();
        city.bind(topic);
        done(twins.provision(LAMP, "{}", POLICY, DEVICES));
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        Topics.close(topic);
        server.close();
        ditto.close();
    }

    private String document(String name) {
        return """
                {"name":"readings","connectionType":"kafka","connectionStatus":"open","failoverEnabled":true,
                 "uri":"tcp://%1$s","specificConfig":{"bootstrapServers":"%1$s","consumerOffsetReset":"earliest"},
                 "sources":[{"addresses":["%2$s"],"consumerCount":1,"qos":1,
                   "authorizationContext":["borough:city"],"payloadMapping":["Ditto"],
                   "enforcement":{"input":"{{ header:kafka.key }}","filters":["{{ entity:id }}"]},
                   "acknowledgementRequests":{"includes":["twin-persisted"]},
                   "replyTarget":{"enabled":true,"address":"%2$s-answers/{{ thing:id }}",
                     "expectedResponseTypes":["error","nack"]}}],
                 "targets":[]}"""
                .formatted(broker.bootstrapServers(), name);
    }

    private Settings settings() {
        return new Settings(
                URI.create("http://127.0.0.1:" + server.port()),
                new Login.Password("city", "secret"),
                Optional.empty(),
                List.of(),
                64,
                MOST_WAITING,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(300),
                Duration.ofMillis(500),
                true,
                1_000,
                1_000,
                true);
    }

    @Test
    void a_reading_arrives_in_ditto_and_its_change_comes_back_with_cause_and_time() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        try (Subscription listening = twins.listen(Interest.all(), new Recorder())) {
            done(twins.report(LAMP, List.of(LEVEL.is(55.5, noon), CHARGE.is(80L)), DEVICES));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(seen)
                    .contains("city:lamp level=55.5 at 2026-01-01T12:00:00Z by integration:devices"));
        }
        assertThat(ditto.twins().get(LAMP).orElseThrow().get(CHARGE)).contains(80L);
        Twin lamp = twins.get(LAMP).orElseThrow();
        assertThat(lamp.get(LEVEL)).contains(55.5);
        assertThat(lamp.providing("borough:battery")).containsExactly("battery");
        assertThat(city.status().reason()).contains("mirrors 1 things", "0 readings wait for Kafka");
    }

    @Test
    void readings_of_one_thing_keep_their_order_while_things_go_side_by_side() {
        List<ThingId> things = List.of(ThingId.parse("city:a"), ThingId.parse("city:b"), ThingId.parse("city:c"));
        things.forEach(thing -> done(twins.provision(thing, "{}", POLICY, DEVICES)));
        Map<ThingId, List<Long>> told = new ConcurrentHashMap<>();
        try (Subscription listening = twins.listen(Interest.all(), new Charges(told))) {
            List<CompletionStage<Void>> writes = new ArrayList<>();
            for (long i = 1; i <= 50; i++) {
                for (ThingId thing : things) {
                    writes.add(twins.report(thing, List.of(CHARGE.is(i)), DEVICES));
                }
            }
            writes.forEach(KafkaWayTest::done);

            await().atMost(Duration.ofSeconds(20)).until(() -> things.stream()
                    .allMatch(thing -> told.getOrDefault(thing, List.of()).contains(50L)));
        }
        things.forEach(thing -> assertThat(told.get(thing)).isSorted().hasSize(50));
    }

    @Test
    void an_object_takes_the_place_of_one_that_is_still_under_way() {
        Property<Object> colour = Property.of("borough:luminaire:1.0.0", "colour", Object.class);
        ditto.shut(connection);
        done(twins.report(LAMP, List.of(colour.is(Map.of("red", 1, "green", 2))), DEVICES));
        done(twins.report(LAMP, List.of(colour.is(Map.of("blue", 3))), DEVICES));

        ditto.open(connection);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(twins.get(LAMP).orElseThrow().json()).contains("\"colour\":{\"blue\":3}"));
    }

    @Test
    void readings_are_acknowledged_while_ditto_is_away_and_reach_it_when_it_is_back() throws Exception {
        ditto.shut(connection);
        int port = server.port();
        server.close();
        await().until(() -> city.status().level() == Status.Level.FAILED);
        for (long i = 1; i <= 20; i++) {
            done(twins.report(LAMP, List.of(CHARGE.is(i)), DEVICES));
        }
        assertThat(ditto.twins().get(LAMP).orElseThrow().get(CHARGE)).isEmpty();

        ditto.open(connection);
        server = TestServer.of(ditto.twins(), port);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(twins.get(LAMP).orElseThrow().get(CHARGE)).contains(20L));
        await().until(() -> city.status().level() == Status.Level.OK);
    }

    @Test
    void without_a_broker_readings_are_refused_soon_and_never_pile_up() {
        done(twins.report(LAMP, List.of(CHARGE.is(1L)), DEVICES));
        List<CompletionStage<Void>> writes = new ArrayList<>();
        broker.kill();
        try {
            for (long i = 0; i < 3 * MOST_WAITING; i++) {
                writes.add(twins.report(LAMP, List.of(CHARGE.is(i)), DEVICES));
            }
            long atOnce = writes.stream()
                    .filter(write -> write.toCompletableFuture().isDone())
                    .count();
            assertThat(atOnce).isGreaterThanOrEqualTo(MOST_WAITING);
            assertThat(refusal(writes.get(writes.size() - 1)).getMessage()).contains("wait for Kafka already");
            TwinRefusedException late = refusal(writes.get(0));
            assertThat(late.status()).isEqualTo(503);
            assertThat(late).hasMessageStartingWith("Kafka did not take the readings: ");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(city.status())
                    .satisfies(status -> assertThat(status.level()).isEqualTo(Status.Level.FAILED))
                    .satisfies(status -> assertThat(status.reason()).contains("takes no records")));
        } finally {
            broker.restart();
        }

        await().atMost(Duration.ofSeconds(40))
                .until(() -> succeeds(twins.report(LAMP, List.of(CHARGE.is(7L)), DEVICES)));
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(twins.get(LAMP).orElseThrow().get(CHARGE)).contains(7L));
        await().atMost(Duration.ofSeconds(20)).until(() -> city.status().level() == Status.Level.OK);
    }

    @Test
    void what_ditto_refuses_of_the_topic_is_told_to_the_operator() {
        String command =
                """
                {"topic":"city/nowhere/things/twin/commands/modify","path":"/attributes/a","value":1,
                 "headers":{"correlation-id":"c","response-required":true}}""";

        done(topic.append("city:nowhere", command.getBytes(StandardCharsets.UTF_8)));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(city.status().reason())
                        .contains("Ditto refused 1 readings that were in Kafka already")
                        .contains("city:nowhere"));
        assertThat(city.status().level()).isEqualTo(Status.Level.DEGRADED);
    }

    @Test
    void a_thing_that_somebody_else_has_just_made_is_found_and_one_that_is_not_there_is_refused() {
        ThingId other = ThingId.parse("city:other");
        done(ditto.twins().provision(other, "{}", POLICY, Cause.of("borough:city", "")));

        done(twins.report(other, List.of(CHARGE.is(5L)), DEVICES));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(twins.get(other).orElseThrow().get(CHARGE)).contains(5L));
        assertThat(refusal(twins.report(ThingId.parse("city:nowhere"), List.of(CHARGE.is(1L)), DEVICES))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void without_the_bundle_readings_are_refused_and_the_health_says_so() {
        city.unbind(topic);

        assertThat(refusal(twins.report(LAMP, List.of(CHARGE.is(1L)), DEVICES)))
                .hasMessageContaining("borough-twin-ditto-kafka");
        assertThat(city.status().level()).isEqualTo(Status.Level.FAILED);

        city.bind(topic);
        done(twins.report(LAMP, List.of(CHARGE.is(2L)), DEVICES));
        assertThat(city.status().level()).isEqualTo(Status.Level.OK);
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static boolean succeeds(CompletionStage<Void> stage) {
        CompletableFuture<Void> ended = stage.toCompletableFuture();
        return ended.handle((done, failure) -> failure == null).join();
    }

    private static TwinRefusedException refusal(CompletionStage<Void> stage) {
        try {
            done(stage);
        } catch (CompletionException failure) {
            return (TwinRefusedException) failure.getCause();
        }
        throw new AssertionError("was not refused");
    }

    private final class Recorder implements TwinListener {

        @Override
        public void present(Twin twin) {
            seen.add("present " + twin.id());
        }

        @Override
        public void changed(Twin twin, Change change) {
            seen.add(twin.id() + " " + change.path() + "=" + change.after().orElse("") + " at " + change.at() + " by "
                    + change.cause().by());
        }
    }

    /** Notes charges by thing. */
    private record Charges(Map<ThingId, List<Long>> told) implements TwinListener {

        @Override
        public void present(Twin twin) {
            // Only changes count.
        }

        @Override
        public void changed(Twin twin, Change change) {
            change.reported(CHARGE).ifPresent(charge -> told.computeIfAbsent(
                            twin.id(), thing -> Collections.synchronizedList(new ArrayList<>()))
                    .add(charge));
        }
    }
}
