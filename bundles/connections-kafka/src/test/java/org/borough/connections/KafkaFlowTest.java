// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.borough.connections.kafka.KafkaKind;
import org.borough.rig.Broker;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real Kafka broker, with the real twin engine behind them. */
@Timeout(120)
class KafkaFlowTest {

    private static final String THING = "city:lamp";
    private static Broker broker;
    private static KafkaProducer<String, byte[]> producer;
    private static Admin admin;

    @TempDir
    Path folder;

    private final KafkaKind kafka = new KafkaKind();
    private final Queue<ConsumerRecord<String, byte[]>> read = new ArrayDeque<>();
    private KafkaConsumer<String, byte[]> consumer;
    private Rig city;
    private String in;
    private String out;

    @BeforeAll
    static void startBroker() {
        broker = Broker.startWithTls(1);
        Map<String, Object> to = Map.of("bootstrap.servers", broker.bootstrapServers());
        producer = new KafkaProducer<>(to, new StringSerializer(), new ByteArraySerializer());
        admin = Admin.create(to);
    }

    @AfterAll
    static void stopBroker() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
        broker.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        in = "in-" + name;
        out = "out-" + name;
        admin.createTopics(List.of(new NewTopic(in, 1, (short) 1), new NewTopic(out, 2, (short) 1)))
                .all()
                .get(20, TimeUnit.SECONDS);
        city = new Rig(folder, Rig.trusting());
        city.connections().bindKind(kafka);
        city.thing(THING);
        Map<String, Object> from = new HashMap<>();
        from.put("bootstrap.servers", broker.bootstrapServers());
        from.put(ConsumerConfig.GROUP_ID_CONFIG, "peer-" + name);
        from.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(from, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(out));
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        kafka.close();
        consumer.close();
    }

    private JsonObject document(String sources, String targets) {
        return document("tcp://" + broker.bootstrapServers(), broker.bootstrapServers(), sources, targets);
    }

    private static JsonObject document(String uri, String servers, String sources, String targets) {
        return JsonObject.of(
                """
                {"name":"it","connectionType":"kafka","connectionStatus":"open","failoverEnabled":true,
                 "uri":"%s","validateCertificates":true,"clientCount":1,
                 "specificConfig":{"bootstrapServers":"%s","consumerOffsetReset":"earliest"},
                 "sources":[%s],"targets":[%s]}"""
                        .formatted(uri, servers, sources, targets));
    }

    private String source(int qos, String more) {
        return """
                {"addresses":["%s"],"consumerCount":1,"qos":%d,
                 "authorizationContext":["integration:connections:test"]%s}"""
                .formatted(in, qos, more);
    }

    private String target(String address, String more) {
        return """
                {"address":"%s","topics":["_/_/things/twin/events"],
                 "authorizationContext":["integration:connections:test"]%s}"""
                .formatted(address, more);
    }

    private String open(JsonObject document) {
        JsonObject created = Rig.json(city.post("", document));
        String id = created.getValue("id")
                .orElseThrow(() -> new AssertionError(created))
                .asString();
        await().atMost(Duration.ofSeconds(30)).until(() -> live(id).equals("open"));
        return id;
    }

    private String live(String id) {
        return at(Rig.json(city.get("/" + id + "/status")), "liveStatus").asString();
    }

    private JsonValue metric(String id, String pointer) {
        return at(Rig.json(city.get("/" + id + "/metrics")), "connectionMetrics/" + pointer);
    }

    private void say(String key, String text, Map<String, String> headers) {
        ProducerRecord<String, byte[]> said = new ProducerRecord<>(in, key, text.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> said.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(said);
    }

    private static String modify(String thing, String attribute, String value) {
        return """
                {"topic":"%s/things/twin/commands/modify","headers":{"correlation-id":"c1"},
                 "path":"/attributes/%s","value":%s}"""
                .formatted(thing.replace(':', '/'), attribute, value);
    }

    private ConsumerRecord<String, byte[]> next() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            return !read.isEmpty();
        });
        return read.remove();
    }

    private static JsonObject json(ConsumerRecord<String, byte[]> taken) {
        return JsonObject.of(new String(taken.value(), StandardCharsets.UTF_8));
    }

    private static JsonValue at(JsonObject message, String pointer) {
        return message.getValue(JsonPointer.of(pointer)).orElse(JsonValue.nullLiteral());
    }

    private void awaitAttribute(String name, JsonValue value) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(city.read(THING, "attributes/" + name))
                .contains(value));
    }

    private long committed(String group) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    @Test
    void a_command_changes_the_twin_and_is_answered() throws Exception {
        String id = open(document(
                source(
                        1,
                        """
                        ,"replyTarget":{"enabled":true,"address":"%s/{{ thing:name }}",
                          "headerMapping":{"came-with":"{{ header:key }}","content-type":"{{ header:content-type }}"}},
                         "enforcement":{"input":"{{ header:device_id }}","filters":["{{ thing:id }}"]},
                         "headerMapping":{"key":"{{ header:kafka.key }} of {{ header:kafka.topic }}"}"""
                                .formatted(out)),
                ""));

        say("k1", modify(THING, "on", "true"), Map.of("device_id", THING));
        ConsumerRecord<String, byte[]> reply = next();
        say("k2", modify("city:other", "on", "true"), Map.of("device_id", THING));
        ConsumerRecord<String, byte[]> refused = next();

        assertThat(at(json(reply), "status")).isEqualTo(JsonValue.of(201));
        assertThat(reply.key()).isEqualTo("lamp");
        assertThat(new String(reply.headers().lastHeader("came-with").value())).isEqualTo("k1 of " + in);
        assertThat(at(json(refused), "value/error"))
                .isEqualTo(JsonValue.of("connectivity:connection.id.enforcement.failed"));
        awaitAttribute("on", JsonValue.of(true));
        assertThat(metric(id, "inbound/consumed/success/PT1M")).isEqualTo(JsonValue.of(2));
        await().untilAsserted(() -> assertThat(committed(id)).isEqualTo(2));
        assertThat(city.get("/" + id + "/logs").body()).contains(in).contains("consumed");
    }

    @Test
    void events_go_to_topic_key_and_partition_as_the_address_says() throws Exception {
        String id = open(document(
                "",
                target(out + "/{{ thing:id }}", "") + ","
                        + target(out + "#1", ",\"payloadMapping\":[\"Normalized\"]")));

        city.attribute(THING, "level", JsonValue.of(8));
        List<ConsumerRecord<String, byte[]>> both = List.of(next(), next());

        assertThat(both)
                .filteredOn(each -> THING.equals(each.key()))
                .singleElement()
                .satisfies(event -> assertThat(at(json(event), "path")).isEqualTo(JsonValue.of("/attributes/level")));
        assertThat(both).filteredOn(each -> each.key() == null).singleElement().satisfies(event -> {
            assertThat(event.partition()).isEqualTo(1);
            assertThat(at(json(event), "attributes/level")).isEqualTo(JsonValue.of(8));
        });
        await().untilAsserted(() ->
                assertThat(metric(id, "outbound/published/success/PT1M")).isEqualTo(JsonValue.of(2)));
    }

    private CommandResponse<?> ask(String label) throws Exception {
        DittoHeaders headers = Rig.headers().toBuilder()
                .acknowledgementRequest(AcknowledgementRequest.parseAcknowledgementRequest(label))
                .timeout(Duration.ofSeconds(40))
                .build();
        return city.send(ModifyAttribute.of(ThingId.of(THING), JsonPointer.of("on"), JsonValue.of(true), headers))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .orElseThrow();
    }

    @Test
    void what_is_written_acknowledges_who_asked_for_it() throws Exception {
        String label = ",\"issuedAcknowledgementLabel\":\"{{connection:id}}:sent\"";
        String quiet = open(document("", target(out, label)));
        JsonObject verbose =
                document("", target(out, label)).setValue(JsonPointer.of("specificConfig/debugEnabled"), "true");

        assertThat(ask(quiet + ":sent").toJson().toString()).contains("\"status\":204");
        city.command(quiet, "closeConnection");
        String debug = open(verbose);

        assertThat(ask(debug + ":sent").toJson().toString())
                .contains("\"serializedValueSize\"")
                .contains("\"topic\":\"" + out + "\"");
    }

    @Test
    void what_cannot_be_written_is_logged_counted_and_acknowledged_as_failed() throws Exception {
        String id =
                open(document("", target(out + "#7", ",\"issuedAcknowledgementLabel\":\"{{connection:id}}:sent\"")));

        CommandResponse<?> answer = ask(id + ":sent");

        assertThat(answer.getHttpStatus().getCode()).isEqualTo(503);
        assertThat(metric(id, "outbound/published/failure/PT1M")).isEqualTo(JsonValue.of(1));
        assertThat(city.get("/" + id + "/logs").body()).contains("Not published: Kafka:");
    }

    @Test
    void what_was_read_before_is_not_read_again_and_what_was_not_is() throws Exception {
        String id = open(document(source(1, ""), ""));
        say("a", modify(THING, "count", "1"), Map.of());
        awaitAttribute("count", JsonValue.of(1));
        city.command(id, "closeConnection");
        await().untilAsserted(() -> assertThat(committed(id)).isEqualTo(1));
        city.attribute(THING, "count", JsonValue.of(100));
        say("a", modify(THING, "more", "2"), Map.of());

        city.command(id, "openConnection");

        awaitAttribute("more", JsonValue.of(2));
        assertThat(city.read(THING, "attributes/count")).contains(JsonValue.of(100));
    }

    @Test
    void a_command_that_is_not_acknowledged_in_time_comes_again() throws Exception {
        String id = open(document(
                source(1, ",\"acknowledgementRequests\":{\"includes\":[\"live-response\"]}"),
                target(out, "").replace("twin/events", "live/commands")));
        String live =
                """
                {"topic":"city/lamp/things/live/commands/modify","headers":{"correlation-id":"%s","timeout":"1s",
                 "response-required":true},"path":"/attributes/x","value":1}""";

        say("a", live.formatted("never-answered"), Map.of());

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        metric(id, "inbound/consumed/success/PT1M").asInt())
                .isGreaterThan(1));
        assertThat(committed(id)).isZero();
    }

    @Test
    void at_most_once_commits_before_it_takes() throws Exception {
        String id = open(document(source(0, ""), ""));

        for (int i = 1; i <= 60; i++) {
            say("a", modify(THING, "count", Integer.toString(i)), Map.of());
        }

        awaitAttribute("count", JsonValue.of(60));
        assertThat(committed(id)).isEqualTo(60);
    }

    @Test
    void old_and_huge_records_are_passed_over() throws Exception {
        String id = open(document(source(1, ""), ""));

        say("a", modify(THING, "old", "1"), Map.of("creation-time", "1000", "ttl", "1000"));
        say("a", "x".repeat(300_000), Map.of());
        say("a", modify(THING, "fresh", "1"), Map.of());

        awaitAttribute("fresh", JsonValue.of(1));
        assertThat(city.read(THING, "attributes/old")).isEmpty();
        await().untilAsserted(() -> assertThat(committed(id)).isEqualTo(3));
        assertThat(city.get("/" + id + "/logs").body()).contains("is skipped: it has 300000 bytes");
    }

    @Test
    void a_broker_that_is_away_is_waited_for() throws Exception {
        String id = open(document(source(1, ""), target(out, "")));
        broker.kill();
        try {
            await().atMost(Duration.ofSeconds(40)).until(() -> !live(id).equals("open"));
            assertThat(city.get("/" + id + "/status").body()).contains("No broker answers");
        } finally {
            broker.restart();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> live(id).equals("open"));
        say("a", modify(THING, "back", "1"), Map.of());
        awaitAttribute("back", JsonValue.of(1));
    }

    @Test
    void logins_and_certificates_are_those_of_the_document() {
        String sasl = broker.saslBootstrapServers();
        String login = "tcp://" + Broker.USER + ":" + Broker.PASSWORD + "@" + sasl;
        JsonObject plain = document(login, sasl, "", target(out, ""));
        JsonObject scram = plain.setValue(JsonPointer.of("specificConfig/saslMechanism"), "scram-sha-256");
        JsonObject wrong = plain.setValue("uri", "tcp://borough:nonsense@" + sasl);
        JsonObject stranger =
                document("ssl://" + broker.tlsBootstrapServers(), broker.tlsBootstrapServers(), "", target(out, ""));
        JsonObject known = stranger.setValue("ca", broker.certificate());
        JsonObject careless = stranger.setValue("validateCertificates", false);

        assertThat(trial(plain)).isEqualTo(200);
        assertThat(trial(scram)).isEqualTo(200);
        assertThat(trial(wrong)).isEqualTo(401);
        assertThat(trial(stranger)).isEqualTo(401);
        assertThat(trial(known)).isEqualTo(200);
        assertThat(trial(careless)).isEqualTo(200);
    }

    private int trial(JsonObject document) {
        return city.post("?dry-run=true", document).statusCode();
    }

    @Test
    void without_its_bundle_a_connection_waits() {
        String id = open(document(source(1, ""), ""));

        city.connections().unbindKind(kafka);
        await().atMost(Duration.ofSeconds(10)).until(() -> live(id).equals("misconfigured"));
        HttpResponse<String> another = city.post("", document(source(1, ""), ""));
        city.connections().bindKind(kafka);

        assertThat(another.statusCode()).isEqualTo(400);
        assertThat(another.body()).contains("borough-connections-kafka");
        await().atMost(Duration.ofSeconds(20)).until(() -> live(id).equals("open"));
    }
}
