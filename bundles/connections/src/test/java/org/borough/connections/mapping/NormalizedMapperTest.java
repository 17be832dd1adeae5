// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.connections.mapping.Messages.at;
import static org.borough.connections.mapping.Messages.json;
import static org.borough.connections.mapping.Messages.message;
import static org.borough.connections.mapping.Messages.options;
import static org.borough.connections.mapping.Messages.signal;

import java.util.List;
import java.util.Map;
import org.borough.connections.transport.External;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;

/** Events as sparse things. */
class NormalizedMapperTest {

    private static final String TIME = "2026-05-01T10:00:00Z";

    private static String event(String action, String path, String value, String more) {
        return """
                {"topic":"city/lamp/things/twin/events/%s","headers":{"correlation-id":"c1"},"path":"%s",%s
                 "revision":7,"timestamp":"%s"%s}"""
                .formatted(action, path, value.isEmpty() ? "" : "\"value\":" + value + ",", TIME, more);
    }

    private static List<External> told(String options, String event) {
        return new NormalizedMapper(options(options)).out(signal(event));
    }

    private static JsonObject one(String options, String event) {
        List<External> told = told(options, event);
        assertThat(told).hasSize(1);
        assertThat(told.get(0).contentType()).contains("application/json");
        return json(told.get(0));
    }

    @Test
    void a_change_is_told_where_it_is_in_the_thing() {
        JsonObject thing = one("{}", event("modified", "/features/meter/properties/value", "42", ""));

        assertThat(at(thing, "thingId")).isEqualTo(JsonValue.of("city:lamp"));
        assertThat(at(thing, "features/meter/properties/value")).isEqualTo(JsonValue.of(42));
        assertThat(at(thing, "_modified")).isEqualTo(JsonValue.of(TIME));
        assertThat(at(thing, "_revision")).isEqualTo(JsonValue.of(7));
        assertThat(at(thing, "_context/topic")).isEqualTo(JsonValue.of("city/lamp/things/twin/events/modified"));
        assertThat(at(thing, "_context/path")).isEqualTo(JsonValue.of("/features/meter/properties/value"));
        assertThat(at(thing, "_context/value")).isEqualTo(JsonValue.of(42));
        assertThat(at(thing, "_context/headers/correlation-id")).isEqualTo(JsonValue.of("c1"));
        assertThat(thing.contains("_deleted")).isFalse();
    }

    @Test
    void extra_fields_lie_beside_the_change_and_the_change_goes_first() {
        JsonObject thing = one(
                "{}",
                event(
                        "modified",
                        "/attributes/on",
                        "true",
                        ",\"extra\":{\"attributes\":{\"on\":false,\"at\":\"gate\"}}"));

        assertThat(at(thing, "attributes/on")).isEqualTo(JsonValue.of(true));
        assertThat(at(thing, "attributes/at")).isEqualTo(JsonValue.of("gate"));
    }

    @Test
    void only_the_wanted_fields_are_told() {
        JsonObject thing = one(
                "{\"fields\":\"thingId,attributes/on\"}",
                event(
                        "created",
                        "/",
                        """
                {"thingId":"city:lamp","attributes":{"on":true,"at":"gate"}}""",
                        ""));

        assertThat(thing).isEqualTo(JsonObject.of("{\"thingId\":\"city:lamp\",\"attributes\":{\"on\":true}}"));
    }

    @Test
    void a_merge_leaves_nulls_and_empty_objects_out() {
        JsonObject thing = one("{}", event("merged", "/attributes", "{\"on\":null,\"in\":{\"x\":null},\"at\":1}", ""));

        assertThat(at(thing, "attributes")).isEqualTo(JsonObject.of("{\"at\":1}"));
        assertThat(thing.contains("_deletedFields")).isFalse();
    }

    @Test
    void the_end_of_a_thing_is_told_and_that_of_a_part_is_not() {
        JsonObject thing = one("{}", event("deleted", "/", "", ""));

        assertThat(at(thing, "thingId")).isEqualTo(JsonValue.of("city:lamp"));
        assertThat(at(thing, "_deleted")).isEqualTo(JsonValue.of(TIME));
        assertThat(at(thing, "_context/topic")).isEqualTo(JsonValue.of("city/lamp/things/twin/events/deleted"));
        assertThat(told("{}", event("deleted", "/attributes/on", "", ""))).isEmpty();
    }

    @Test
    void the_ends_of_parts_are_told_where_they_are_wanted() {
        String wanted = "{\"includeDeletedFields\":\"true\"}";

        assertThat(at(one(wanted, event("deleted", "/attributes/on", "", "")), "_deletedFields"))
                .isEqualTo(JsonObject.of("{\"attributes\":{\"on\":\"" + TIME + "\"}}"));
        JsonObject merged =
                one(wanted, event("merged", "/attributes", "{\"on\":null,\"at\":1,\"{{ ~x.*~ }}\":null}", ""));
        assertThat(at(merged, "_deletedFields")).isEqualTo(JsonObject.of("{\"attributes\":{\"on\":\"" + TIME + "\"}}"));
        assertThat(at(merged, "attributes/at")).isEqualTo(JsonValue.of(1));
    }

    @Test
    void all_else_is_dropped() {
        assertThat(
                        told(
                                "{}",
                                """
                {"topic":"city/lamp/things/live/messages/hello","path":"/inbox/messages/hello","value":"x"}"""))
                .isEmpty();
        assertThat(
                        told(
                                "{}",
                                """
                {"topic":"city/lamp/things/twin/commands/modify","path":"/attributes/on","value":1,"status":204}"""))
                .isEmpty();
        assertThat(
                        told(
                                "{}",
                                """
                {"topic":"city/lamp/policies/announcements/subjectDeletion","path":"/","value":{}}"""))
                .isEmpty();
        assertThat(new NormalizedMapper(options("{}")).in(message(Map.of(), "{}"), Messages.WHO))
                .isEmpty();
    }
}
