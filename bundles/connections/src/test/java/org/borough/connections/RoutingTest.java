// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which way answers, events and acknowledgements go. */
@Timeout(90)
class RoutingTest {

    private static final String WHO = "\"authorizationContext\":[\"integration:connections:test\"]";

    @TempDir
    Path folder;

    private Peers peers;
    private Rig city;

    @BeforeEach
    void start() throws Exception {
        peers = new Peers(Map.of());
        city = new Rig(folder, Rig.trusting());
        city.thing("city:lamp");
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        peers.close();
    }

    private JsonObject document(String config, String sources, String targets) {
        return JsonObject.of(
                """
                {"name":"it","connectionType":"mqtt","connectionStatus":"open","failoverEnabled":true,
                 "uri":"tcp://127.0.0.1:%d","specificConfig":{"cleanSession":"true"%s},
                 "sources":[%s],"targets":[%s]}"""
                        .formatted(peers.port(), config, sources, targets));
    }

    private static String source(String address, String headers) {
        return """
                {"addresses":["%s"],"qos":1,%s,"headerMapping":{%s},
                 "replyTarget":{"enabled":true,"address":"replies"}}"""
                .formatted(address, WHO, headers);
    }

    private static String target(String address, String topics) {
        return """
                {"address":"%s","qos":1,%s,"topics":[%s]}""".formatted(address, WHO, topics);
    }

    private String diverting(String target, String types, String more) {
        return Peers.open(
                city,
                document(
                        ",\"is-diversion-source\":\"true\"" + more,
                        source(
                                "in",
                                "\"divert-response-to-connection\":\"" + target
                                        + "\",\"divert-expected-response-types\":\"" + types + "\""),
                        ""));
    }

    /** Takes the answers of those that it is told of afterwards, since ids are the city's to choose. */
    private String taking() {
        return Peers.open(
                city, document(",\"is-diversion-target\":\"true\"", "", target("elsewhere/{{ thing:name }}", "")));
    }

    private void authorize(String target, String source) {
        JsonObject authorized = document(
                ",\"is-diversion-target\":\"true\",\"authorized-connections-as-sources\":\"other, " + source + "\"",
                "",
                target("elsewhere/{{ thing:name }}", ""));
        assertThat(city.put("/" + target, authorized).statusCode()).isEqualTo(204);
        Peers.awaitOpen(city, target);
    }

    private static String retrieve(String thing) {
        return """
                {"topic":"city/%s/things/twin/commands/retrieve","headers":{"correlation-id":"c1"},"path":"/"}"""
                .formatted(thing);
    }

    @Test
    void answers_go_to_another_connection_that_takes_them() throws Exception {
        peers.hear("replies");
        peers.hear("elsewhere/#");
        String target = taking();
        String source = diverting(target, "response,error", "");
        authorize(target, source);

        peers.say("in", 1, retrieve("lamp"));
        Peers.Heard response = peers.next();
        peers.say("in", 1, retrieve("unknown"));
        Peers.Heard error = peers.next();

        assertThat(response.topic()).isEqualTo("elsewhere/lamp");
        assertThat(Peers.at(response.json(), "status")).isEqualTo(JsonValue.of(200));
        assertThat(Peers.at(response.json(), "headers/correlation-id")).isEqualTo(JsonValue.of("c1"));
        assertThat(error.topic()).isEqualTo("elsewhere/unknown");
        assertThat(Peers.at(error.json(), "value/error")).isEqualTo(JsonValue.of("things:thing.notfound"));
        assertThat(peers.isSilent()).isTrue();
    }

    @Test
    void only_the_wanted_kinds_of_answers_are_diverted_and_others_are_kept() throws Exception {
        peers.hear("replies");
        peers.hear("elsewhere/#");
        String target = taking();
        String source = diverting(target, "error", "");
        authorize(target, source);

        peers.say("in", 1, retrieve("lamp"));
        assertThat(peers.next().topic()).isEqualTo("replies");
        peers.say("in", 1, retrieve("unknown"));
        assertThat(peers.next().topic()).isEqualTo("elsewhere/unknown");
    }

    @Test
    void answers_are_kept_too_where_the_source_wants_that() throws Exception {
        peers.hear("replies");
        peers.hear("elsewhere/#");
        String target = taking();
        String source = diverting(target, "response", ",\"preserve-normal-response-via-source\":\"true\"");
        authorize(target, source);

        peers.say("in", 1, retrieve("lamp"));

        assertThat(new String[] {peers.next().topic(), peers.next().topic()})
                .containsExactlyInAnyOrder("replies", "elsewhere/lamp");
    }

    @Test
    void a_connection_that_was_not_asked_takes_no_answers_of_others() throws Exception {
        peers.hear("replies");
        peers.hear("elsewhere/#");
        String source = diverting(taking(), "response", "");

        peers.say("in", 1, retrieve("lamp"));

        await().untilAsserted(() ->
                assertThat(city.get("/" + source + "/logs").body()).contains("takes no answers of this connection"));
        assertThat(peers.isSilent()).isTrue();
    }

    @Test
    void an_event_that_meets_several_topics_of_a_target_is_sent_once() throws Exception {
        peers.hear("out");
        Peers.open(
                city,
                document(
                        "",
                        "",
                        target(
                                "out",
                                "\"_/_/things/twin/events?filter=gt(attributes/level,1)\","
                                        + "\"_/_/things/twin/events?filter=gt(attributes/level,5)\"")));

        city.attribute("city:lamp", "level", JsonValue.of(8));
        city.attribute("city:lamp", "level", JsonValue.of(8));
        city.attribute("city:lamp", "level", JsonValue.of(3));

        assertThat(Peers.at(peers.next().json(), "revision")).isEqualTo(JsonValue.of(2));
        assertThat(Peers.at(peers.next().json(), "revision")).isEqualTo(JsonValue.of(3));
        assertThat(Peers.at(peers.next().json(), "revision")).isEqualTo(JsonValue.of(4));
    }

    @Test
    void an_acknowledgement_names_the_connection_that_gave_it() throws Exception {
        String id = Peers.open(
                city,
                document(
                        "",
                        "",
                        target("out", "\"_/_/things/twin/events\"")
                                .replace(
                                        "{\"address\"",
                                        "{\"issuedAcknowledgementLabel\":\"{{connection:id}}:sent\",\"address\"")));

        DittoHeaders headers = Rig.headers().toBuilder()
                .acknowledgementRequest(AcknowledgementRequest.parseAcknowledgementRequest(id + ":sent"))
                .build();
        String answer = city.send(
                        ModifyAttribute.of(ThingId.of("city:lamp"), JsonPointer.of("on"), JsonValue.of(true), headers))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .orElseThrow()
                .toJson()
                .toString();

        assertThat(answer).contains("\"ditto-connection-id\":\"" + id + "\"");
    }
}
