// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChange.Act;
import org.borough.connect.RegistryChange.Kind;
import org.borough.hono.KafkaClients;
import org.borough.hono.KafkaSettings;
import org.borough.hono.outlet.Delivery;
import org.borough.rig.Broker;
import org.borough.rig.HonoPeer;
import org.borough.thing.Endpoint;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker, with the client by which applications of Hono work. */
class NorthboundTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static Broker broker;
    private static HonoPeer application;

    private final String tenant = "t-" + UUID.randomUUID();
    private final FakeRouter router = new FakeRouter();
    private Northbound northbound;

    @BeforeAll
    static void startBroker() {
        broker = Broker.start(2);
        application = HonoPeer.start(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        application.close();
        broker.close();
    }

    @BeforeEach
    void start() {
        northbound = start(broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        northbound.close();
    }

    private Northbound start(String servers) {
        NorthboundSettings settings = new NorthboundSettings(
                true,
                true,
                true,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                "northbound-test",
                new Delivery(Duration.ofSeconds(3), 8 << 20));
        Northbound started = new Northbound(
                settings, clients(servers), servers, router, new FakeRegistrations(tenant), Clock.systemUTC());
        router.connect(started.asker());
        return started;
    }

    private static KafkaClients clients(String servers) {
        return new KafkaClients(KafkaSettings.of(Map.of("bootstrapServers", servers)), "test");
    }

    private Message message(Endpoint endpoint, String device, int qos, String payload) {
        Map<String, String> properties = Map.of(
                "orig_adapter", "hono-mqtt", "orig_address", "telemetry", "floor", "3", "ttl", "60000", "ttd", "5");
        return new Message(
                new DeviceId(tenant, device),
                "",
                endpoint,
                qos,
                "text/plain",
                properties,
                payload.getBytes(UTF_8),
                Instant.now());
    }

    private CompletableFuture<Void> mirror(Endpoint endpoint, String device, String payload) {
        return northbound.mirror(message(endpoint, device, 1, payload)).toCompletableFuture();
    }

    private void mirrored(String payload) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> mirror(Endpoint.TELEMETRY, "d", payload)
                .get(5, TimeUnit.SECONDS));
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic, String word, int count) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = clients(broker.bootstrapServers())
                .consumer("reader", "reader-" + UUID.randomUUID(), Map.of("auto.offset.reset", "earliest"))) {
            consumer.subscribe(Set.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(one -> {
                    if (new String(one.value(), UTF_8).contains(word)) {
                        all.add(one);
                    }
                });
                return all.size() >= count;
            });
        }
        return all;
    }

    private Map<String, String> command(String device, String payload) {
        return application.command(tenant, device, "switch", payload, ANSWER);
    }

    @Test
    void telemetryAndEventsReachTheApplicationWithAllTheirProperties() {
        application.consume(tenant);
        mirror(Endpoint.EVENT, "lamp-7", "started").join();
        mirror(Endpoint.TELEMETRY, "lamp-7", "21.5").join();

        List<Map<String, String>> seen = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            Map<String, String> one = application.take(tenant);
            if (!one.isEmpty()) {
                seen.add(one);
            }
            return seen.size() == 2;
        });
        assertThat(seen).extracting(one -> one.get("kind")).containsExactlyInAnyOrder("EVENT", "TELEMETRY");
        assertThat(seen).allSatisfy(one -> assertThat(one)
                .containsEntry("device", "lamp-7")
                .containsEntry("contentType", "text/plain")
                .containsEntry("qos", "AT_LEAST_ONCE")
                .containsEntry("property.orig_adapter", "hono-mqtt")
                .containsEntry("property.orig_address", "telemetry")
                .containsEntry("property.floor", "3")
                .containsEntry("property.ttl", "60000")
                .containsEntry("property.ttd", "5")
                .containsKeys("property.creation-time", "property.traceparent"));
    }

    @Test
    void tenThousandMessagesArriveInTheOrderOfTheirDevices() {
        for (int block = 0; block < 10; block++) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                for (int device = 0; device < 10; device++) {
                    all.add(mirror(Endpoint.TELEMETRY, "d" + device, Integer.toString(block * 100 + i)));
                }
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }

        Map<String, Integer> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> one : read("hono.telemetry." + tenant, "", 10_000)) {
            int number = Integer.parseInt(new String(one.value(), UTF_8));
            assertThat(number).isEqualTo(next.getOrDefault(one.key(), 0));
            next.put(one.key(), number + 1);
        }
        assertThat(next).hasSize(10).allSatisfy((device, count) -> assertThat(count)
                .isEqualTo(1000));
    }

    @Test
    void commandsOfApplicationsEndAsTheirDevicesAre() {
        assertThat(command("lamp-7", "on")).containsEntry("status", "200").containsEntry("payload", "on");
        assertThatThrownBy(() -> command("unknown", "on"))
                .hasMessageContaining("ClientErrorException")
                .hasMessageContaining("device is disabled or not registered");
        assertThatThrownBy(() -> command("absent", "on"))
                .hasMessageContaining("ServerErrorException")
                .hasMessageContaining("no consumer available");
        application.oneWayCommand(tenant, "lamp-8", "switch", "off");

        await().atMost(PATIENCE).until(() -> router.got.size() == 4);
        DeviceCommand last = router.got.get(3);
        assertThat(last.responseRequired()).isFalse();
        assertThat(last.payload()).asString(UTF_8).isEqualTo("off");
        assertThat(last.deadline()).isAfter(Instant.now().plusSeconds(3000));
        assertThat(northbound.status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void tenantsThatComeLaterAreServedFromTheirFirstCommandOn() {
        String known = "later-" + UUID.randomUUID();
        northbound.changed(new RegistryChange(Kind.DEVICE, Act.CREATE, new DeviceId(known, "d"), true, Instant.now()));
        String strange = "strange-" + UUID.randomUUID();

        assertThat(application.command(known, "d", "switch", "on", Duration.ofSeconds(3)))
                .containsEntry("status", "200");
        assertThat(application.command(strange, "d", "switch", "on", Duration.ofSeconds(4)))
                .containsEntry("status", "200");
    }

    @Test
    void aRestartLosesAndRepeatsNoCommand() {
        command("lamp-7", "1");
        northbound.close();
        application.oneWayCommand(tenant, "lamp-7", "switch", "2");
        northbound = start(broker.bootstrapServers());

        command("lamp-7", "3");
        assertThat(router.got)
                .extracting(got -> new String(got.payload(), UTF_8))
                .containsExactly("1", "2", "3");
    }

    @Test
    void changesOfTheRegistryAreToldAsHonosRegistryTellsThem() {
        DeviceId device = new DeviceId(tenant, "lamp-7");
        northbound.changed(new RegistryChange(Kind.DEVICE, Act.CREATE, device, true, Instant.EPOCH));
        northbound.changed(new RegistryChange(Kind.CREDENTIALS, Act.UPDATE, device, true, Instant.EPOCH));

        List<String> told = read("hono.notification.registry-device", tenant, 2).stream()
                .map(one -> new String(one.value(), UTF_8))
                .toList();
        assertThat(told.get(0)).contains("\"device-change-v1\"", "\"CREATE\"", "1970-01-01T00:00:00Z", "lamp-7");
        assertThat(told.get(1)).contains("\"credentials-change-v1\"", "\"device-registry\"");
    }

    @Test
    void aTopicThatWasDeletedIsUsedAgainSoon() throws Exception {
        mirrored("before");
        try (Admin admin = clients(broker.bootstrapServers()).admin("deleter", Map.of())) {
            admin.deleteTopics(Set.of("hono.telemetry." + tenant)).all().get(10, TimeUnit.SECONDS);
        }
        mirrored("after");
        mirrored("later");
    }

    @Test
    void whileTheBrokerIsGoneMessagesAreRefusedAtOnceAndTakenAgainAfterwards() {
        mirrored("before");
        command("lamp-7", "before");
        broker.kill();
        try {
            String large = "x".repeat(4000);
            long begin = System.nanoTime();
            assertThat(IntStream.range(0, 4000)
                            .mapToObj(number -> mirror(Endpoint.TELEMETRY, "d", large))
                            .filter(CompletableFuture::isCompletedExceptionally))
                    .as("refused because the buffer is full")
                    .isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            await().atMost(PATIENCE).until(() -> {
                mirror(Endpoint.TELEMETRY, "d", "lost");
                return northbound.status().level() == Status.Level.FAILED
                        && northbound.status().reason().contains("takes no records");
            });
            mirror(Endpoint.TELEMETRY, "d", "perhaps a probe");
            assertThat(mirror(Endpoint.TELEMETRY, "d", "refused")).isCompletedExceptionally();
        } finally {
            broker.restart();
        }
        mirrored("after");
        await().atMost(PATIENCE).until(() -> northbound.status().level() == Status.Level.OK);
        assertThat(command("lamp-7", "after")).containsEntry("status", "200");
    }

    @Test
    void aTopicThatCannotBeIsNobodyElsesTrouble() {
        Message strange = new Message(
                new DeviceId("no topic", "d"),
                "",
                Endpoint.EVENT,
                1,
                "text/plain",
                Map.of(),
                new byte[1],
                Instant.now());

        assertThatThrownBy(
                        () -> northbound.mirror(strange).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .hasMessageContaining("no topic");
        mirrored("fine");
        assertThat(northbound.status().level()).isNotEqualTo(Status.Level.FAILED);
    }

    @Test
    void itStartsAtOnceWithoutABroker() {
        for (String servers : List.of("127.0.0.1:1", "no.such.host.invalid:9092")) {
            long begin = System.nanoTime();
            try (Northbound alone = start(servers)) {
                await().atMost(PATIENCE).until(() -> {
                    alone.mirror(message(Endpoint.TELEMETRY, "d", 0, "lost"));
                    return alone.status().level() == Status.Level.FAILED;
                });
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        }
    }
}
