// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.Awaitility;
import org.borough.connect.Message;
import org.borough.rig.Broker;
import org.borough.rig.HonoPeer.Kind;
import org.borough.thing.Endpoint;
import org.borough.thing.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Rig.class)
class UplinksThroughKafkaTest {

    private final FakeRouter router = new FakeRouter();

    @Test
    void messagesOfTenDevicesArriveWholeAndInTheirOrder() throws ExecutionException, InterruptedException {
        Rig.peer()
                .send(
                        Kind.TELEMETRY,
                        "order",
                        10,
                        20,
                        Rig.more("default.adapter", "acme:lamp:1.0.0", "property.fport", "85"));
        Rig.peer().send(Kind.EVENT, "order", 1, 1, Rig.more("device", "door", "contentType", "text/csv"));
        HonoConnection connection = Rig.connect("order", "n1", router);
        Rig.await(() -> router.count() == 201);
        for (int d = 1; d <= 10; d++) {
            assertThat(router.payloads("d" + d)).isEqualTo(expected("d" + d, 1, 20));
        }
        Message lamp = router.messages().stream()
                .filter(message -> message.device().id().equals("d3"))
                .findFirst()
                .orElseThrow();
        assertThat(lamp.device().tenant()).isEqualTo("order");
        assertThat(lamp.endpoint()).isEqualTo(Endpoint.TELEMETRY);
        assertThat(lamp.qos()).isEqualTo(1);
        assertThat(lamp.contentType()).isEqualTo("text/plain");
        assertThat(lamp.property(Message.ADAPTER)).contains("acme:lamp:1.0.0");
        assertThat(lamp.property("fport")).contains("85");
        assertThat(lamp.property("orig_adapter")).contains("hono-mqtt");
        assertThat(lamp.receivedAt()).isBetween(Instant.now().minusSeconds(120), Instant.now());
        Message door = router.messages().stream()
                .filter(message -> message.device().id().equals("door"))
                .findFirst()
                .orElseThrow();
        assertThat(door.endpoint()).isEqualTo(Endpoint.EVENT);
        assertThat(door.contentType()).isEqualTo("text/csv");
        Rig.await(() -> connection.status().reason().contains("201 stored"));
        assertThat(connection.status().level()).isEqualTo(Status.Level.OK);
        connection.stop();
        assertThat(committed("order")).isEqualTo(201);
    }

    @Test
    void expiredMessagesAreDroppedAndCommitted() throws ExecutionException, InterruptedException {
        Rig.peer().send(Kind.EVENT, "ttl", 1, 3, Rig.more("property.ttl", "1"));
        Rig.peer().send(Kind.EVENT, "ttl", 1, 1, Rig.more("property.ttl", "1000", "payload", "fresh"));
        Instant late = Instant.now().plusMillis(1100);
        Rig.await(() -> Instant.now().isAfter(late));
        HonoConnection connection = Rig.connect("ttl", "n1", router);
        Rig.await(() -> connection.status().reason().contains("1 stored, 0 quarantined, 3 expired"));
        assertThat(router.payloads("d1")).containsExactly("fresh");
        connection.stop();
        assertThat(committed("ttl")).isEqualTo(4);
    }

    @Test
    void nothingIsLostWhenTheBrokerIsKilledInTheMiddle() {
        HonoConnection connection = Rig.connect("killed", "n1", router);
        Rig.peer().send(Kind.EVENT, "killed", 10, 30, Map.of());
        Rig.await(() -> router.count() > 50);
        Rig.broker().kill();
        FakeRouter second = new FakeRouter();
        Instant before = Instant.now();
        HonoConnection later = Rig.connect("killedtoo", "n1", second);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        Rig.await(() -> later.status().level() == Status.Level.FAILED
                && connection.status().level() == Status.Level.FAILED);
        assertThat(later.status().reason())
                .contains(Rig.broker().bootstrapServers())
                .contains("cannot be used since");
        Rig.broker().restart();
        Rig.peer().send(Kind.EVENT, "killed", 10, 30, Rig.more("first", "31"));
        Rig.await(() -> distinct(router).size() == 600);
        for (int d = 1; d <= 10; d++) {
            assertThat(withoutRepetitions(router.payloads("d" + d))).isEqualTo(expected("d" + d, 1, 60));
        }
        Rig.await(() ->
                connection.status().level() == Status.Level.OK && later.status().level() == Status.Level.OK);
        connection.stop();
        later.stop();
    }

    @Test
    void oneOfTwoNodesDiesAndTheOtherTakesOverWhatIsNotCommitted() {
        FakeRouter dying = new FakeRouter();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        dying.fate = message -> {
            String text = FakeRouter.text(message);
            boolean lost = Integer.parseInt(text.substring(text.indexOf(':') + 1)) > 10;
            if (!lost) {
                acknowledged.add(text);
            }
            return lost ? new CompletableFuture<>() : CompletableFuture.completedStage(FakeRouter.STORED);
        };
        HonoConnection one = Rig.connect("two", "n1", dying);
        HonoConnection other = Rig.connect("two", "n2", router);
        Rig.peer().send(Kind.EVENT, "two", 20, 1, Map.of());
        Rig.await(() -> partitions(one) > 0 && partitions(other) > 0);
        Rig.peer().send(Kind.EVENT, "two", 20, 9, Rig.more("first", "2"));
        Rig.await(() -> distinct(router).size() + acknowledged.size() >= 200);
        Rig.peer().send(Kind.EVENT, "two", 20, 10, Rig.more("first", "11"));
        Rig.await(() -> dying.messages().stream()
                .anyMatch(message -> FakeRouter.text(message).endsWith(":20")));
        Awaitility.await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        one.vanish();
        Set<String> wanted = new HashSet<>();
        IntStream.rangeClosed(1, 20).forEach(d -> wanted.addAll(expected("d" + d, 1, 20)));
        Rig.await(() -> {
            Set<String> durable = new HashSet<>(distinct(router));
            durable.addAll(acknowledged);
            return durable.containsAll(wanted);
        });
        // What was acknowledged had been committed long before: nothing of it comes again.
        assertThat(distinct(router)).doesNotContainAnyElementsOf(acknowledged);
        assertThat(router.count()).isEqualTo(distinct(router).size());
        other.stop();
    }

    @Test
    void newClientsGoOnWhereTheOldOnesStopped() {
        HonoConnection connection = Rig.connect("renew", "n1", router);
        Rig.peer().send(Kind.EVENT, "renew", 1, 20, Map.of());
        Rig.await(() -> router.count() == 20);
        connection.renew();
        Rig.peer().send(Kind.EVENT, "renew", 1, 20, Rig.more("first", "21"));
        Rig.await(() -> router.count() >= 40);
        assertThat(router.payloads("d1")).isEqualTo(expected("d1", 1, 40));
        connection.stop();
    }

    @Test
    void wrongPasswordShowsAsStatusAndTheRightOneWorks() {
        Rig.peer().send(Kind.TELEMETRY, "sasl", 1, 1, Map.of());
        HonoConnection wrong = secured("plain", "wrong", router);
        Rig.await(() -> wrong.status().level() == Status.Level.FAILED);
        assertThat(wrong.status().reason())
                .contains("refuse the login")
                .contains("passwordFile")
                .doesNotContain("wrong;");
        wrong.stop();
        assertThat(router.count()).isZero();
        for (String security : List.of("plain", "scram-sha-256")) {
            FakeRouter fresh = new FakeRouter();
            HonoConnection right = secured(security, Broker.PASSWORD, fresh);
            Rig.await(() -> right.status().level() == Status.Level.OK);
            right.stop();
        }
    }

    private static HonoConnection secured(String security, String password, FakeRouter router) {
        Map<String, String> kafka = Map.of(
                "bootstrapServers",
                Rig.broker().saslBootstrapServers(),
                "security",
                security,
                "user",
                Broker.USER,
                ".password",
                password);
        return new HonoConnection(
                Rig.settings("sasl", "n1", kafka), router, router, new SeenDevices(Tenants.of("sasl"), 100));
    }

    private static int partitions(HonoConnection connection) {
        String words = connection.status().reason();
        String before = words.substring(0, Math.max(0, words.indexOf(" partitions")));
        String number = before.substring(before.lastIndexOf(' ') + 1);
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    private static Set<String> distinct(FakeRouter router) {
        Set<String> distinct = new HashSet<>();
        router.messages().forEach(message -> distinct.add(FakeRouter.text(message)));
        return distinct;
    }

    private static List<String> withoutRepetitions(List<String> all) {
        List<String> last = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.indexOf(all.get(i)) == i) {
                last.add(all.get(i));
            }
        }
        return last;
    }

    private static List<String> expected(String device, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> device + ":" + n).toList();
    }

    private static long committed(String tenant) throws ExecutionException, InterruptedException {
        try (Admin admin = Rig.clients().admin("admin", Map.of())) {
            return admin
                    .listConsumerGroupOffsets("group-" + tenant)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }
}
