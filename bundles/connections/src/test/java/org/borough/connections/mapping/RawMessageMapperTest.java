// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.borough.connections.mapping.Messages.message;
import static org.borough.connections.mapping.Messages.options;
import static org.borough.connections.mapping.Messages.signal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.MessageFormatInvalidException;
import org.eclipse.ditto.protocol.Adaptable;
import org.junit.jupiter.api.Test;

/** Messages of things whose payload travels bare. */
class RawMessageMapperTest {

    private static final Map<String, String> ADDRESS =
            Map.of("ditto-message-thing-id", "city:lamp", "ditto-message-subject", "blink");

    private static Adaptable in(String options, Map<String, String> more, String text) {
        Map<String, String> headers = new HashMap<>(ADDRESS);
        headers.putAll(more);
        List<Adaptable> all = new RawMessageMapper(options(options)).in(message(headers, text), Messages.WHO);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static External out(String options, String message) {
        List<External> all = new RawMessageMapper(options(options)).out(signal(message));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static String sent(String headers, String value) {
        return """
                {"topic":"city/lamp/things/live/messages/blink","headers":{%s},
                 "path":"/features/led/outbox/messages/blink","value":%s}"""
                .formatted(headers, value);
    }

    @Test
    void bytes_of_no_known_type_are_carried_in_base64_to_the_inbox() {
        Adaptable message = in("{}", Map.of(), "\u0001x");

        assertThat(message.getTopicPath().getPath()).isEqualTo("city/lamp/things/live/messages/blink");
        assertThat(message.getPayload().getPath().toString()).isEqualTo("/inbox/messages/blink");
        assertThat(message.getPayload().getValue())
                .contains(JsonValue.of(Base64.getEncoder().encodeToString("\u0001x".getBytes(StandardCharsets.UTF_8))));
        assertThat(message.getDittoHeaders().getContentType()).contains("application/octet-stream");
        assertThat(message.getPayload().getHttpStatus()).isEmpty();
    }

    @Test
    void text_stays_text_and_json_stays_json() {
        assertThat(in("{}", Map.of("content-type", "text/plain"), "on")
                        .getPayload()
                        .getValue())
                .contains(JsonValue.of("on"));
        assertThat(in("{}", Map.of("content-type", "application/json"), "{\"a\":1}")
                        .getPayload()
                        .getValue())
                .contains(JsonObject.of("{\"a\":1}"));
    }

    @Test
    void headers_say_direction_feature_and_status() {
        Adaptable answer = in(
                "{}",
                Map.of(
                        "ditto-message-direction", "FROM",
                        "ditto-message-feature-id", "led",
                        "status", "418",
                        "content-type", "text/plain"),
                "no");

        assertThat(answer.getPayload().getPath().toString()).isEqualTo("/features/led/outbox/messages/blink");
        assertThat(answer.getPayload().getHttpStatus()).contains(HttpStatus.IM_A_TEAPOT);
    }

    @Test
    void what_a_broker_without_headers_cannot_say_stands_in_the_options() {
        Adaptable message = new RawMessageMapper(
                        options(
                                """
                {"incomingMessageHeaders":{"content-type":"text/plain","ditto-message-subject":"status",
                 "ditto-message-thing-id":"city:{{ header:device }}","ditto-message-direction":"FROM"}}"""))
                .in(message(Map.of("device", "lamp"), "ok"), Messages.WHO)
                .get(0);

        assertThat(message.getTopicPath().getPath()).isEqualTo("city/lamp/things/live/messages/status");
        assertThat(message.getPayload().getPath().toString()).isEqualTo("/outbox/messages/status");
        assertThat(message.getPayload().getValue()).contains(JsonValue.of("ok"));
    }

    @Test
    void a_message_of_the_protocol_is_taken_as_it_is() {
        Adaptable command = in(
                "{}",
                Map.of("content-type", "application/vnd.eclipse.ditto+json"),
                """
                {"topic":"city/lamp/things/twin/commands/retrieve","path":"/"}""");

        assertThat(command.getTopicPath().getPath()).isEqualTo("city/lamp/things/twin/commands/retrieve");
    }

    @Test
    void what_lacks_an_address_or_a_type_is_refused() {
        RawMessageMapper mapper = new RawMessageMapper(options("{}"));
        External nobody = message(Map.of("ditto-message-subject", "blink"), "x");
        assertThatThrownBy(() -> mapper.in(nobody, Messages.WHO)).isInstanceOf(DittoRuntimeException.class);
        RawMessageMapper untyped =
                new RawMessageMapper(options("{\"incomingMessageHeaders\":{\"content-type\":\"{{ header:type }}\"}}"));
        assertThatThrownBy(() -> untyped.in(message(ADDRESS, "x"), Messages.WHO))
                .isInstanceOf(MessageFormatInvalidException.class);
    }

    @Test
    void a_message_goes_out_bare_with_headers_that_tell_the_rest() {
        External text = out("{}", sent("\"content-type\":\"text/plain\"", "\"on\""));
        assertThat(text.text()).isEqualTo("on");
        assertThat(text.headers())
                .containsEntry("content-type", "text/plain")
                .containsEntry("ditto-message-thing-id", "city:lamp")
                .containsEntry("ditto-message-subject", "blink")
                .containsEntry("ditto-message-direction", "FROM")
                .containsEntry("ditto-message-feature-id", "led");

        assertThat(out("{}", sent("\"content-type\":\"application/json\"", "{\"a\":1}"))
                        .text())
                .isEqualTo("{\"a\":1}");
        assertThat(out("{}", sent("\"content-type\":\"application/octet-stream\"", "\"AQI=\""))
                        .payload())
                .containsExactly(1, 2);
    }

    @Test
    void the_usual_type_of_what_goes_out_can_be_chosen() {
        assertThat(out("{}", sent("", "\"on\"")).contentType()).contains("text/plain; charset=utf-8");
        assertThat(out("{\"outgoingContentType\":\"application/octet-stream\"}", sent("", "\"AQI=\""))
                        .payload())
                .containsExactly(1, 2);
    }

    @Test
    void bytes_that_are_not_written_in_base64_are_refused() {
        for (String value : List.of("\"?\"", "1234", "{\"a\":1}")) {
            assertThatThrownBy(() -> out("{}", sent("\"content-type\":\"image/png\"", value)))
                    .as(value)
                    .isInstanceOf(MessageFormatInvalidException.class);
        }
    }

    @Test
    void all_but_messages_goes_out_in_the_protocol() {
        External event = out(
                "{}",
                """
                {"topic":"city/lamp/things/twin/events/modified","path":"/attributes/on","value":true}""");

        assertThat(event.contentType()).contains("application/vnd.eclipse.ditto+json");
        assertThat(JsonObject.of(event.text()).getValue("value")).contains(JsonValue.of(true));
    }
}
