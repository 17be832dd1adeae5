// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches and persisted events over a connection. */
@Timeout(90)
class StreamsTest {

    @TempDir
    Path folder;

    private Peers peers;
    private Rig city;

    @BeforeEach
    void start() throws Exception {
        peers = new Peers(Map.of("netty.mqtt.message_size", "300000"));
        city = new Rig(folder, Rig.trusting());
        city.thing("city:lamp");
        peers.hear("replies/#");
        Peers.open(
                city,
                JsonObject.of(
                        """
                {"name":"it","connectionType":"mqtt","connectionStatus":"open","failoverEnabled":true,
                 "uri":"tcp://127.0.0.1:%d","specificConfig":{"cleanSession":"true"},"sources":[%s,%s]}"""
                                .formatted(peers.port(), source("in", "test"), source("other", "stranger"))));
    }

    private static String source(String address, String subject) {
        return """
                {"addresses":["%s"],"qos":1,"authorizationContext":["integration:connections:%s"],
                 "replyTarget":{"enabled":true,"address":"replies/%s/{{ header:correlation-id }}"}}"""
                .formatted(address, subject, address);
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        peers.close();
    }

    private Peers.Heard ask(String source, String topic, String value) throws Exception {
        peers.say(
                source,
                1,
                """
                {"topic":"%s","headers":{"correlation-id":"c1"},"path":"/","value":%s}"""
                        .formatted(topic, value));
        return peers.next();
    }

    private static JsonValue at(Peers.Heard heard, String pointer) {
        return Peers.at(heard.json(), pointer);
    }

    @Test
    void a_search_goes_page_by_page_for_those_who_began_it() throws Exception {
        Peers.Heard created = ask("in", "_/_/things/twin/search/subscribe", "{\"filter\":\"exists(thingId)\"}");
        assertThat(created.topic()).isEqualTo("replies/in/c1");
        assertThat(at(created, "topic")).isEqualTo(JsonValue.of("_/_/things/twin/search/created"));
        String request = "{\"subscriptionId\":" + at(created, "value/subscriptionId") + ",\"demand\":2}";

        Peers.Heard stranger = ask("other", "_/_/things/twin/search/request", request);
        assertThat(stranger.topic()).isEqualTo("replies/other/c1");
        assertThat(at(stranger, "topic")).isEqualTo(JsonValue.of("_/_/things/twin/search/failed"));
        assertThat(at(stranger, "value/error/error")).isEqualTo(JsonValue.of("thing-search:subscription.not.found"));

        Peers.Heard page = ask("in", "_/_/things/twin/search/request", request);
        assertThat(at(page, "topic")).isEqualTo(JsonValue.of("_/_/things/twin/search/next"));
        assertThat(at(page, "value/items").toString()).contains("city:lamp");
        assertThat(at(peers.next(), "topic")).isEqualTo(JsonValue.of("_/_/things/twin/search/complete"));
    }

    @Test
    void persisted_events_come_as_they_are_asked_for() throws Exception {
        city.attribute("city:lamp", "on", JsonValue.of(true));
        String topic = "city/lamp/things/twin/streaming/";
        Peers.Heard created = ask("in", topic + "subscribeForPersistedEvents", "{\"fromHistoricalRevision\":1}");
        assertThat(at(created, "topic")).isEqualTo(JsonValue.of(topic + "created"));
        String request = "{\"subscriptionId\":" + at(created, "value/subscriptionId") + ",\"demand\":9}";

        assertThat(at(ask("other", topic + "request", request), "topic")).isEqualTo(JsonValue.of(topic + "failed"));

        assertThat(at(ask("in", topic + "request", request), "topic")).isEqualTo(JsonValue.of(topic + "next"));
        assertThat(at(peers.next(), "topic")).isEqualTo(JsonValue.of(topic + "next"));
        assertThat(at(peers.next(), "topic")).isEqualTo(JsonValue.of(topic + "complete"));
    }
}
