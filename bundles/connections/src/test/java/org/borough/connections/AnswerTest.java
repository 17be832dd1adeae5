// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.borough.thing.BoroughException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a source answers to messages that are wrong, and what its header mapping may say. */
@Timeout(90)
class AnswerTest {

    @TempDir
    Path folder;

    private Peers peers;
    private Rig city;

    @BeforeEach
    void start() throws Exception {
        peers = new Peers(Map.of("netty.mqtt.message_size", "300000"));
        city = new Rig(folder, Rig.trusting());
        city.thing("city:lamp");
        peers.hear("replies");
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        peers.close();
    }

    private void open(String more) {
        Peers.open(
                city,
                JsonObject.of(
                        """
                {"name":"it","connectionType":"mqtt","connectionStatus":"open","failoverEnabled":true,
                 "uri":"tcp://127.0.0.1:%d","specificConfig":{"cleanSession":"true"},
                 "sources":[{"addresses":["in"],"qos":1,"authorizationContext":["integration:connections:test"],
                 "replyTarget":{"enabled":true,"address":"replies"}%s}]}"""
                                .formatted(peers.port(), more)));
    }

    private JsonObject answer(String message) throws Exception {
        peers.say("in", 1, message);
        return peers.next().json();
    }

    @Test
    void what_cannot_be_understood_is_answered_and_the_next_message_is_taken() throws Exception {
        open("");
        for (String wrong :
                new String[] {"no json", "[1]", "{\"topic\":7}", "{\"topic\":\"a/b/c\",\"path\":\"/\"}", ""}) {
            JsonObject error = answer(wrong);
            assertThat(Peers.at(error, "topic").asString()).as(wrong).endsWith("/errors");
            assertThat(Peers.at(error, "status")).as(wrong).isEqualTo(JsonValue.of(400));
        }
        JsonObject response = answer(
                """
                {"topic":"city/lamp/things/twin/commands/modify","path":"/attributes/on","value":true}""");
        assertThat(Peers.at(response, "status")).isEqualTo(JsonValue.of(201));
    }

    @Test
    void errors_of_policies_have_the_topic_of_policies() throws Exception {
        open("");
        JsonObject unknown = answer(
                """
                {"topic":"city/unknown/policies/commands/retrieve","headers":{"correlation-id":"c1"},"path":"/"}""");

        assertThat(Peers.at(unknown, "topic")).isEqualTo(JsonValue.of("city/unknown/policies/errors"));
        assertThat(Peers.at(unknown, "headers/correlation-id")).isEqualTo(JsonValue.of("c1"));
        assertThat(Peers.at(unknown, "value/error")).isEqualTo(JsonValue.of("policies:policy.notfound"));
    }

    @Test
    void headers_that_are_too_large_are_refused() throws Exception {
        open("");
        JsonObject error = answer(
                """
                {"topic":"city/lamp/things/twin/commands/modify","headers":{"correlation-id":"c2","x":"%s"},
                 "path":"/attributes/on","value":true}"""
                        .formatted("x".repeat(8192)));

        assertThat(Peers.at(error, "status")).isEqualTo(JsonValue.of(431));
        assertThat(Peers.at(error, "headers/correlation-id")).isEqualTo(JsonValue.of("c2"));
        assertThat(city.read("city:lamp", "attributes/on")).isEmpty();
    }

    @Test
    void a_thing_that_would_be_too_large_is_refused() throws Exception {
        open("");
        JsonObject error = answer(
                """
                {"topic":"city/lamp/things/twin/commands/modify","path":"/attributes/big","value":"%s"}"""
                        .formatted("x".repeat(110_000)));

        assertThat(Peers.at(error, "topic")).isEqualTo(JsonValue.of("city/lamp/things/twin/errors"));
        assertThat(Peers.at(error, "status")).isEqualTo(JsonValue.of(413));
    }

    @Test
    void headers_of_the_message_go_before_those_of_the_mapping() throws Exception {
        open(
                """
                ,"headerMapping":{"correlation-id":"mapped","x-name":"{{ thing:name | fn:upper() }}"}""");
        String command =
                """
                {"topic":"city/lamp/things/twin/commands/retrieve","headers":{%s},"path":"/"}""";

        JsonObject own = answer(command.formatted("\"correlation-id\":\"own\""));
        assertThat(Peers.at(own, "headers/correlation-id")).isEqualTo(JsonValue.of("own"));
        assertThat(Peers.at(own, "headers/x-name")).isEqualTo(JsonValue.of("LAMP"));
        JsonObject mapped = answer(command.formatted(""));
        assertThat(Peers.at(mapped, "headers/correlation-id")).isEqualTo(JsonValue.of("mapped"));
    }

    @Test
    void a_configuration_file_lists_ports_in_one_text() throws Exception {
        try (AutoCloseable second = rig("1883, 25")::close) {
            assertThat(second).isNotNull();
        }
        for (String wrong : new String[] {"http", "25;26", "70000"}) {
            assertThatThrownBy(() -> rig(wrong))
                    .isInstanceOf(BoroughException.class)
                    .hasMessageContaining("blockedPorts")
                    .hasMessageContaining("0 to 65535");
        }
    }

    private Rig rig(String ports) throws Exception {
        return new Rig(folder.resolve("second"), Map.of("blockedPorts", new String[] {ports}));
    }
}
