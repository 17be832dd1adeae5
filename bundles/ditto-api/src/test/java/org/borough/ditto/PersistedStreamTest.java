// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borough.ditto.SocketTest.Client;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Persisted events over the WebSocket, from the real engine. */
class PersistedStreamTest {

    private static final String TOPIC = "city/counter/things/twin/streaming/";

    private static TwinComponent twins;
    private static TestServer server;
    private Client client;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put("/api/2/things/city:counter", "{\"attributes\":{\"counter\":0}}");
        for (int i = 1; i <= 50; i++) {
            server.put("/api/2/things/city:counter/attributes/counter", Integer.toString(i));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @BeforeEach
    void connect() {
        client = Client.connect(server, true);
    }

    private static String command(String action, String value) {
        return "{\"topic\":\"" + TOPIC + action + "\",\"path\":\"/\",\"headers\":{\"correlation-id\":\"c\"},\"value\":"
                + value + "}";
    }

    private String subscribe(String options) throws InterruptedException {
        client.send(command("subscribeForPersistedEvents", options));
        JsonObject created = client.nextJson();
        assertThat(text(created, "topic")).isEqualTo(TOPIC + "created");
        assertThat(text(created, "headers/correlation-id")).isEqualTo("c");
        return text(created, "value/subscriptionId");
    }

    private void request(String id, long demand) {
        client.send(command("request", "{\"subscriptionId\":\"" + id + "\",\"demand\":" + demand + "}"));
    }

    private static String text(JsonObject json, String path) {
        return json.getValue(path).map(JsonValue::asString).orElse("");
    }

    /** The revisions of the events that come, and what comes behind them. */
    private List<String> received() throws InterruptedException {
        List<String> received = new ArrayList<>();
        while (true) {
            JsonObject json = client.nextJson();
            if (!text(json, "topic").equals(TOPIC + "next")) {
                received.add(text(json, "topic").substring(TOPIC.length()));
                return received;
            }
            received.add(json.getValue("value/item/revision").orElseThrow().toString());
        }
    }

    @Test
    void all_events_come_and_then_the_end() throws InterruptedException {
        String id = subscribe("{}");
        request(id, 51);

        List<String> received = received();

        assertThat(received).hasSize(52).startsWith("1", "2", "3").endsWith("50", "51", "complete");
    }

    @Test
    void an_item_is_the_event_as_the_protocol_writes_it() throws InterruptedException {
        request(subscribe("{\"fromHistoricalRevision\":2,\"toHistoricalRevision\":2}"), 1);

        JsonObject next = client.nextJson();

        assertThat(text(next, "value/item/topic")).isEqualTo("city/counter/things/twin/events/modified");
        assertThat(text(next, "value/item/path")).isEqualTo("/attributes/counter");
        assertThat(next.getValue("value/item/value")).contains(JsonValue.of(1));
        assertThat(next.getValue("value/item/timestamp")).isPresent();
        assertThat(next.getValue("value/item/headers/historical-headers/ditto-originator"))
                .contains(JsonValue.of("borough:admin"));
    }

    @Test
    void no_more_events_come_than_were_asked_for() throws InterruptedException {
        String id = subscribe("{\"fromHistoricalRevision\":5,\"toHistoricalRevision\":9}");
        request(id, 2);
        assertThat(text(client.nextJson(), "topic")).isEqualTo(TOPIC + "next");
        assertThat(text(client.nextJson(), "topic")).isEqualTo(TOPIC + "next");
        client.send("START-SEND-EVENTS");
        assertThat(client.next()).isEqualTo("START-SEND-EVENTS:ACK");

        request(id, 100);

        assertThat(received()).containsExactly("7", "8", "9", "complete");
    }

    @Test
    void a_filter_leaves_events_out() throws InterruptedException {
        request(
                subscribe("{\"fromHistoricalRevision\":5,\"toHistoricalRevision\":9,"
                        + "\"filter\":\"ne(attributes/counter,6)\"}"),
                10);

        assertThat(received()).containsExactly("5", "6", "8", "9", "complete");
    }

    @Test
    void a_range_of_time_chooses_events() throws InterruptedException {
        String now = Instant.now().toString();
        String before = Instant.now().minusSeconds(300).toString();
        request(
                subscribe("{\"fromHistoricalTimestamp\":\"" + before + "\",\"toHistoricalTimestamp\":\"" + now + "\"}"),
                100);
        assertThat(received()).hasSize(52);

        request(subscribe("{\"fromHistoricalTimestamp\":\"" + now + "\"}"), 100);
        assertThat(received()).containsExactly("complete");
    }

    @Test
    void whoever_may_not_read_the_thing_is_told_when_asking_for_events() throws InterruptedException {
        client.send(command("subscribeForPersistedEvents", "{}").replace("city/counter", "city/nobody"));
        JsonObject created = client.nextJson();
        assertThat(text(created, "topic")).isEqualTo("city/nobody/things/twin/streaming/created");
        String id = text(created, "value/subscriptionId");
        request(id, 1);

        JsonObject failed = client.nextJson();

        assertThat(text(failed, "topic")).isEqualTo("city/nobody/things/twin/streaming/failed");
        assertThat(text(failed, "value/error/error")).isEqualTo("things:thing.notfound");
        request(id, 1);
        assertThat(text(client.nextJson(), "value/error/error")).isEqualTo("streaming.subscription.not.found");
    }

    @Test
    void a_filter_that_makes_no_sense_fails() throws InterruptedException {
        request(subscribe("{\"filter\":\"ge(attributes/counter\"}"), 1);

        JsonObject failed = client.nextJson();

        assertThat(text(failed, "topic")).isEqualTo(TOPIC + "failed");
        assertThat(text(failed, "value/error/error")).isEqualTo("rql.expression.invalid");
    }

    @Test
    void a_demand_of_nothing_breaks_the_protocol() throws InterruptedException {
        request(subscribe("{}"), 0);

        assertThat(text(client.nextJson(), "value/error/error")).isEqualTo("streaming.subscription.protocol.error");
    }

    @Test
    void nobody_reads_from_the_subscription_of_another_client() throws InterruptedException {
        String id = subscribe("{}");
        Client other = Client.connect(server, true);
        other.send(command("request", "{\"subscriptionId\":\"" + id + "\",\"demand\":1}"));

        JsonObject failed = other.nextJson();

        assertThat(text(failed, "topic")).isEqualTo(TOPIC + "failed");
        assertThat(text(failed, "value/error/error")).isEqualTo("streaming.subscription.not.found");
    }

    @Test
    void nothing_comes_after_a_cancellation() throws InterruptedException {
        String id = subscribe("{}");
        client.send(command("cancel", "{\"subscriptionId\":\"" + id + "\"}"));
        request(id, 1);

        assertThat(text(client.nextJson(), "value/error/error")).isEqualTo("streaming.subscription.not.found");
    }

    @Test
    void policies_have_streams_too() throws InterruptedException {
        String topic = "city/counter/policies/streaming/";
        client.send(command("subscribeForPersistedEvents", "{}").replace(TOPIC, topic));
        JsonObject created = client.nextJson();
        assertThat(text(created, "topic")).isEqualTo(topic + "created");
        client.send(command(
                        "request",
                        "{\"subscriptionId\":\"" + text(created, "value/subscriptionId") + "\",\"demand\":5}")
                .replace(TOPIC, topic));

        assertThat(text(client.nextJson(), "value/item/topic")).isEqualTo("city/counter/policies/events/created");
        assertThat(text(client.nextJson(), "topic")).isEqualTo(topic + "complete");
    }
}
