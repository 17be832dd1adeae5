// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.borough.connections.mapping.Messages.at;
import static org.borough.connections.mapping.Messages.json;
import static org.borough.connections.mapping.Messages.message;
import static org.borough.connections.mapping.Messages.options;
import static org.borough.connections.mapping.Messages.signal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.MessageMapperConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.junit.jupiter.api.Test;

/** What the mappers make of messages that say something by their headers or their form. */
class IncomingMappersTest {

    private static final Map<String, String> DEVICE = Map.of("device_id", "city:lamp");
    private static final String ANSWER =
            """
            {"topic":"city/lamp/things/live/commands/retrieve","headers":{"correlation-id":"c1"},
             "path":"/attributes","status":%d,"value":{"on":true}}""";

    private static List<Adaptable> status(String ttd, String created) {
        return new ConnectionStatusMapper(options("{\"thingId\":\"{{ header:device_id }}\"}"))
                .in(message(Map.of("device_id", "city:lamp", "ttd", ttd, "creation-time", created), ""), Messages.WHO);
    }

    private static JsonObject value(Adaptable signal) {
        return signal.getPayload().getValue().orElseThrow().asObject();
    }

    @Test
    void a_device_that_listens_for_a_while_is_ready_until_then() {
        Adaptable command = status("30", "1000000").get(0);

        assertThat(command.getTopicPath().getPath()).isEqualTo("city/lamp/things/twin/commands/modify");
        assertThat(command.getPayload().getPath().toString()).isEqualTo("/features/ConnectionStatus");
        assertThat(command.getDittoHeaders().isResponseRequired()).isFalse();
        assertThat(value(command))
                .isEqualTo(
                        JsonObject.of(
                                """
                {"definition":["org.eclipse.ditto:ConnectionStatus:1.0.0"],"properties":{"status":
                 {"readySince":"1970-01-01T00:16:40Z","readyUntil":"1970-01-01T00:17:10Z"}}}"""));
    }

    @Test
    void a_device_that_stays_is_ready_for_ever_and_one_that_leaves_is_no_longer() {
        assertThat(at(value(status("-1", "0").get(0)), "properties/status/readyUntil"))
                .isEqualTo(JsonValue.of("9999-12-31T23:59:59Z"));
        Adaptable gone = status("0", "1000000").get(0);
        assertThat(gone.getPayload().getPath().toString())
                .isEqualTo("/features/ConnectionStatus/properties/status/readyUntil");
        assertThat(gone.getPayload().getValue()).contains(JsonValue.of("1970-01-01T00:16:40Z"));
    }

    @Test
    void headers_that_say_nothing_of_it_are_passed_over() {
        assertThat(status("-2", "0")).isEmpty();
        assertThat(status("soon", "0")).isEmpty();
        assertThat(status("30", "-1")).isEmpty();
        assertThat(status(Long.toString(Long.MAX_VALUE), "0")).isEmpty();
        assertThat(status("1", Long.toString(Long.MAX_VALUE))).hasSize(1);
        ConnectionStatusMapper mapper = new ConnectionStatusMapper(options("{\"thingId\":\"{{ header:device_id }}\"}"));
        assertThat(mapper.in(message(Map.of("ttd", "1", "creation-time", "1"), ""), Messages.WHO))
                .isEmpty();
        assertThat(mapper.out(signal(ANSWER.formatted(200)))).isEmpty();
    }

    @Test
    void the_feature_of_the_status_can_be_named_and_its_thing_must_be() {
        assertThat(new ConnectionStatusMapper(options("{\"thingId\":\"city:lamp\",\"featureId\":\"{{ header:f }}\"}"))
                        .in(message(Map.of("f", "link", "ttd", "1", "creation-time", "1"), ""), Messages.WHO)
                        .get(0)
                        .getPayload()
                        .getPath()
                        .toString())
                .isEqualTo("/features/link");
        assertThatThrownBy(() -> new ConnectionStatusMapper(options("{}")))
                .isInstanceOf(MessageMapperConfigurationInvalidException.class);
        assertThatThrownBy(() -> new ConnectionStatusMapper(options("{\"thingId\":\"no id\"}")))
                .isInstanceOf(MessageMapperConfigurationInvalidException.class);
    }

    @Test
    void a_thing_is_made_from_its_template_if_there_is_none() {
        Adaptable create = new ImplicitThingCreationMapper(
                        options(
                                """
                {"thing":{"thingId":"{{ header:device_id }}","_copyPolicyFrom":"city:model",
                 "attributes":{"by":"{{ request:subjectId }}","level":3,"{{ header:device_id }}":["{{ header:x }}"]}},
                 "commandHeaders":{"x-made":"{{ header:x }}"}}"""))
                .in(message(Map.of("device_id", "city:lamp", "x", "\"},{"), ""), Messages.WHO)
                .get(0);

        assertThat(create.getTopicPath().getPath()).isEqualTo("city/lamp/things/twin/commands/create");
        JsonObject thing = value(create);
        assertThat(at(thing, "thingId")).isEqualTo(JsonValue.of("city:lamp"));
        assertThat(at(thing, "_copyPolicyFrom")).isEqualTo(JsonValue.of("city:model"));
        assertThat(at(thing, "attributes/by")).isEqualTo(JsonValue.of("integration:city:meters"));
        assertThat(at(thing, "attributes/level")).isEqualTo(JsonValue.of(3));
        assertThat(at(thing, "attributes/city:lamp")).hasToString("[\"\\\"},{\"]");
        assertThat(create.getDittoHeaders())
                .containsEntry("if-none-match", "*")
                .containsEntry("x-made", "\"},{")
                .containsEntry("allow-policy-lockout", "true");
    }

    @Test
    void a_template_may_be_a_text_and_carry_its_policy() {
        Adaptable create = new ImplicitThingCreationMapper(
                        options(
                                """
                {"thing":"{\\"thingId\\":\\"{{ header:device_id }}\\",\\"_policy\\":{\\"entries\\":{}}}",
                 "allowPolicyLockout":false}"""))
                .in(message(DEVICE, ""), Messages.WHO)
                .get(0);

        assertThat(at(value(create), "_policy/entries")).isEqualTo(JsonObject.empty());
        assertThat(create.getDittoHeaders()).containsEntry("allow-policy-lockout", "false");
    }

    @Test
    void a_template_must_name_its_thing() {
        for (String wrong : List.of(
                "{}",
                "{\"thing\":{}}",
                "{\"thing\":{\"thingId\":\"no id\"}}",
                "{\"thing\":\"{\"}",
                "{\"thing\":{\"thingId\":\"a:b\",\"policyId\":\"no id\"}}")) {
            assertThatThrownBy(() -> new ImplicitThingCreationMapper(options(wrong)))
                    .as(wrong)
                    .isInstanceOf(DittoRuntimeException.class);
        }
        ImplicitThingCreationMapper mapper =
                new ImplicitThingCreationMapper(options("{\"thing\":{\"thingId\":\"{{ header:device_id }}\"}}"));
        assertThatThrownBy(() -> mapper.in(message(Map.of(), ""), Messages.WHO))
                .isInstanceOf(DittoRuntimeException.class);
        assertThat(mapper.out(signal(ANSWER.formatted(200)))).isEmpty();
    }

    @Test
    void what_a_device_answers_is_merged_into_its_twin() {
        Adaptable merge = new UpdateTwinWithLiveResponseMapper(options("{}"))
                .in(message(Map.of(), ANSWER.formatted(200)), Messages.WHO)
                .get(0);

        assertThat(merge.getTopicPath().getPath()).isEqualTo("city/lamp/things/twin/commands/merge");
        assertThat(merge.getPayload().getPath().toString()).isEqualTo("/attributes");
        assertThat(value(merge)).isEqualTo(JsonObject.of("{\"on\":true}"));
        assertThat(merge.getDittoHeaders())
                .containsEntry("response-required", "false")
                .containsEntry("if-match", "*")
                .containsEntry("correlation-id", "c1-merge-into-twin");
    }

    @Test
    void headers_of_the_merge_are_filled_and_keep_what_cannot_be() {
        Adaptable merge = new UpdateTwinWithLiveResponseMapper(
                        options(
                                """
                {"dittoHeadersForMerge":{"x-who":"{{ request:subjectId }}","condition":"eq(attributes/a,{{ header:b }})"}}"""))
                .in(message(Map.of(), ANSWER.formatted(200)), Messages.WHO)
                .get(0);

        assertThat(merge.getDittoHeaders())
                .containsEntry("x-who", "integration:city:meters")
                .containsEntry("condition", "eq(attributes/a,{{ header:b }})")
                .doesNotContainKey("if-match");
    }

    @Test
    void only_answers_of_devices_are_merged() {
        UpdateTwinWithLiveResponseMapper mapper = new UpdateTwinWithLiveResponseMapper(options("{}"));
        for (String other : List.of(
                "no json",
                ANSWER.formatted(200).replace("/live/", "/twin/"),
                ANSWER.formatted(200).replace("\"status\":200,", ""),
                ANSWER.formatted(204).replace("retrieve", "modify"),
                """
                {"topic":"city/lamp/things/live/errors","path":"/","status":404,"value":{"status":404,"error":"x:y"}}""")) {
            assertThat(mapper.in(message(Map.of(), other), Messages.WHO))
                    .as(other)
                    .isEmpty();
        }
        assertThat(mapper.out(signal(ANSWER.formatted(200)))).isEmpty();
    }

    private static final String COMMAND =
            """
            {"topic":"city/lamp/things/twin/commands/modify","path":"/attributes/on","value":true}""";

    private static List<Adaptable> event(Map<String, String> headers, String text) {
        return new CloudEventsMapper().in(message(headers, text), Messages.WHO);
    }

    @Test
    void cloud_events_are_understood_in_both_forms() {
        Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");
        String frame = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",%s}";
        String encoded = Base64.getEncoder().encodeToString(COMMAND.getBytes(StandardCharsets.UTF_8));
        Map<String, String> binary = Map.of(
                "content-type", "application/vnd.eclipse.ditto+json",
                "ce-id", "1",
                "ce-source", "s",
                "ce-type", "t",
                "CE-SpecVersion", "1.0");

        for (List<Adaptable> understood : List.of(
                event(binary, COMMAND),
                event(structured, frame.formatted("\"data\":" + COMMAND)),
                event(structured, frame.formatted("\"data_base64\":\"" + encoded + "\"")))) {
            assertThat(understood).hasSize(1);
            assertThat(understood.get(0).getTopicPath().getPath()).isEqualTo("city/lamp/things/twin/commands/modify");
        }
    }

    @Test
    void what_is_no_cloud_event_is_refused_and_other_types_are_passed_over() {
        Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");
        assertThatThrownBy(() -> event(Map.of("content-type", "application/vnd.eclipse.ditto+json"), COMMAND))
                .isInstanceOf(MessageMappingFailedException.class);
        for (String wrong : List.of(
                "{\"data\":" + COMMAND + "}",
                """
                {"specversion":"1.0","id":"1","source":"s","type":"t"}""")) {
            assertThatThrownBy(() -> event(structured, wrong)).isInstanceOf(MessageMappingFailedException.class);
        }
        assertThat(event(Map.of("content-type", "application/json"), COMMAND)).isEmpty();
        assertThat(event(Map.of(), COMMAND)).isEmpty();
    }

    @Test
    void signals_go_out_as_structured_cloud_events() {
        External event = new CloudEventsMapper().out(signal(COMMAND)).get(0);

        assertThat(event.contentType()).contains("application/cloudevents+json");
        assertThat(at(json(event), "specversion")).isEqualTo(JsonValue.of("1.0"));
        assertThat(at(json(event), "source")).isEqualTo(JsonValue.of("org.eclipse.ditto"));
        assertThat(at(json(event), "type")).isEqualTo(JsonValue.of("org.eclipse.ditto.outbound"));
        assertThat(at(json(event), "id").asString()).isNotBlank();
        assertThat(at(json(event), "data/path")).isEqualTo(JsonValue.of("/attributes/on"));
    }
}
