// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata of things: written, read and deleted by headers. */
class ThingMetadataTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String LAMP =
            "{\"attributes\":{\"street\":\"Main\"},\"features\":{\"lamp\":{\"properties\":{\"color\":"
                    + "{\"r\":100,\"g\":0,\"b\":255},\"on\":true}}}}";
    private static final String RGB =
            """
            [{"key":"/features/lamp/properties/color/r/meta","value":{"unit":"r"}},
             {"key":"features/lamp/properties/color/g/meta","value":{"unit":"g"}},
             {"key":"/features/lamp/properties/color/b/meta","value":{"unit":"b"}}]"""
                    .replace("\n", "");

    private static TwinComponent twins;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    private static String lamp(String... headers) {
        String path = "/api/2/things/meta:lamp-" + NUMBER.incrementAndGet();
        assertThat(server.put(path, LAMP, headers).statusCode()).isEqualTo(201);
        return path;
    }

    private static JsonObject metadata(String lamp) {
        JsonObject thing = JsonObject.of(server.get(lamp + "?fields=_metadata").body());
        return thing.getValue("_metadata").map(JsonValue::asObject).orElse(JsonObject.empty());
    }

    private static String shown(String path, String wanted) {
        HttpResponse<String> answer = server.get(path, "get-metadata", wanted);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("ditto-metadata").orElse(null);
    }

    private static void refused(HttpResponse<String> answer, String code, String saying) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
        assertThat(answer.body()).contains(saying);
    }

    @Test
    void metadata_is_hidden_unless_asked_for() {
        String lamp = lamp("put-metadata", RGB);

        assertThat(server.get(lamp).body()).doesNotContain("_metadata");
        assertThat(server.get(lamp).headers().firstValue("ditto-metadata")).isEmpty();
        assertThat(metadata(lamp).getValue("features/lamp/properties/color/r/meta/unit"))
                .contains(JsonValue.of("r"));
    }

    @Test
    void a_new_thing_may_bring_its_metadata_but_only_in_one_way() {
        String path = "/api/2/things/meta:lamp-" + NUMBER.incrementAndGet();
        String body = "{\"attributes\":{\"a\":1},\"_metadata\":{\"attributes\":{\"a\":{\"unit\":\"m\"}}}}";

        refused(
                server.put(path, body, "put-metadata", "[{\"key\":\"/attributes/a/unit\",\"value\":\"m\"}]"),
                "things:metadata.notmodifiable",
                "Multiple occurrences of metadata per request is not allowed.");
        assertThat(server.put(path, body).statusCode()).isEqualTo(201);
        assertThat(metadata(path).toString()).isEqualTo("{\"attributes\":{\"a\":{\"unit\":\"m\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|*/m|{\"thingId\":1,\"policyId\":1,\"attributes\":{\"street\":1},\"features\":{\"lamp\":"
                        + "{\"properties\":{\"color\":{\"r\":1,\"g\":1,\"b\":1},\"on\":1}}}}",
                "|features/*/properties/*/m|{\"features\":{\"lamp\":{\"properties\":{\"color\":1,\"on\":1}}}}",
                "|features/*/properties/on/m|{\"features\":{\"lamp\":{\"properties\":{\"on\":1}}}}",
                "|features/lamp/properties/*/m|{\"features\":{\"lamp\":{\"properties\":{\"color\":1,\"on\":1}}}}",
                "|attributes/*/m|{\"attributes\":{\"street\":1}}",
                "|attributes/street/m|{\"attributes\":{\"street\":1}}",
            })
    void wildcards_stand_for_what_is_written(String place, String key, String expected) {
        String path = lamp();
        String body = LAMP.replaceFirst("\\{", "{\"thingId\":\"" + path.substring(path.lastIndexOf('/') + 1) + "\",");

        HttpResponse<String> put =
                server.put(path, body, "put-metadata", "[{\"key\":\"" + key + "\",\"value\":{\"x\":1}}]");

        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(JsonObject.of(metadata(path).toString().replace("{\"m\":{\"x\":1}}", "1")))
                .isEqualTo(JsonObject.of(expected));
    }

    @Test
    void wildcards_are_relative_to_what_is_written() {
        String lamp = lamp();

        server.put(
                lamp + "/features/lamp",
                "{\"properties\":{\"color\":{\"r\":1}}}",
                "put-metadata",
                "[{\"key\":\"properties/*/m\",\"value\":1}]");
        server.patch(lamp + "/features/lamp/properties/color/r", "7", "put-metadata", "[{\"key\":\"/n\",\"value\":2}]");
        server.put(
                lamp + "/features",
                "{\"f\":{\"properties\":{\"p\":1}}}",
                "put-metadata",
                "[{\"key\":\"*/properties/*/o\",\"value\":3}]");

        assertThat(metadata(lamp).toString()).isEqualTo("{\"features\":{\"f\":{\"properties\":{\"p\":{\"o\":3}}}}}");
    }

    @Test
    void metadata_stays_when_values_change_and_goes_with_them() {
        String lamp = lamp("put-metadata", RGB);
        server.put(lamp + "/features/lamp/properties/color/r", "1");
        server.patch(lamp, "{\"features\":{\"lamp\":{\"properties\":{\"color\":{\"g\":null}}}}}");

        assertThat(shown(lamp, "*"))
                .isEqualTo("{\"features\":{\"lamp\":{\"properties\":{\"color\":"
                        + "{\"b\":{\"meta\":{\"unit\":\"b\"}},\"r\":{\"meta\":{\"unit\":\"r\"}}}}}}}");

        server.delete(lamp + "/features/lamp/properties/color");
        assertThat(metadata(lamp).toString()).isEqualTo("{\"features\":{\"lamp\":{\"properties\":{}}}}");

        String other = lamp("put-metadata", RGB);
        server.put(other + "/features/lamp/properties", "{}");
        assertThat(metadata(other).toString()).isEqualTo("{\"features\":{\"lamp\":{\"properties\":{}}}}");
    }

    @Test
    void metadata_is_read_by_path_and_by_wildcard() {
        String lamp = lamp("put-metadata", RGB);

        assertThat(shown(lamp, "/features/lamp/properties/color/r/meta"))
                .isEqualTo(
                        "{\"features\":{\"lamp\":{\"properties\":{\"color\":{\"r\":{\"meta\":{\"unit\":\"r\"}}}}}}}");
        assertThat(shown(lamp, "/features/lamp/properties/*/r/meta"))
                .isEqualTo(
                        "{\"features\":{\"lamp\":{\"properties\":{\"color\":{\"r\":{\"meta\":{\"unit\":\"r\"}}}}}}}");
        assertThat(shown(lamp, "features/lamp/properties/color/r/meta,features/lamp/properties/color/g/meta"))
                .contains("\"r\"", "\"g\"")
                .doesNotContain("\"b\"");
        assertThat(shown(lamp + "/features/lamp/properties", "color"))
                .isEqualTo("{\"color\":{\"b\":{\"meta\":{\"unit\":\"b\"}},\"g\":{\"meta\":{\"unit\":\"g\"}},"
                        + "\"r\":{\"meta\":{\"unit\":\"r\"}}}}");
        assertThat(shown(lamp + "/features/lamp/properties/color/r", "*")).isEqualTo("{\"meta\":{\"unit\":\"r\"}}");
        assertThat(shown(lamp + "/features/lamp/properties", "*/meta")).contains("\"r\"", "\"g\"", "\"b\"");
        assertThat(shown(lamp + "/attributes", "nothing")).isEqualTo("{}");
    }

    @Test
    void metadata_is_deleted_by_header() {
        String lamp = lamp("put-metadata", RGB);
        String color = lamp + "/features/lamp/properties/color";

        assertThat(server.patch(color + "/r", "42", "delete-metadata", "meta").statusCode())
                .isEqualTo(204);
        assertThat(shown(color, "*"))
                .isEqualTo("{\"b\":{\"meta\":{\"unit\":\"b\"}},\"g\":{\"meta\":{\"unit\":\"g\"}},\"r\":{}}");
        server.put(color, "{\"r\":1,\"g\":2,\"b\":3}", "delete-metadata", "b/meta,*/meta");
        assertThat(shown(color, "*")).isEqualTo("{\"b\":{},\"g\":{},\"r\":{}}");
        server.put(color, "{\"r\":1,\"g\":2,\"b\":4}", "delete-metadata", "*");
        assertThat(shown(color, "*")).isEqualTo("{}");
    }

    @Test
    void headers_that_contradict_each_other_are_refused() {
        String lamp = lamp();

        refused(
                server.get(lamp, "get-metadata", "a", "delete-metadata", "b"),
                "things:metadata.headersconflict",
                "Multiple metadata headers were specified.");
        refused(
                server.put(lamp + "/attributes/a", "1", "put-metadata", RGB, "delete-metadata", "b"),
                "things:metadata.headersconflict",
                "either the 'put-metadata' or 'delete-metadata' header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features/*/properties/*/*/meta",
                "features/lamp/*/color/meta",
                "features/*/nothing/meta",
                "*/*/meta",
                "policyId/*/meta",
            })
    void wildcards_in_wrong_places_are_refused(String key) {
        String lamp = lamp();
        String put = "[{\"key\":\"" + key + "\",\"value\":{\"x\":1}}]";

        refused(server.put(lamp, LAMP, "put-metadata", put), "header.invalid", "put-metadata");
        refused(server.get(lamp, "get-metadata", key), "header.invalid", "get-metadata");
        refused(server.put(lamp, LAMP, "delete-metadata", key), "header.invalid", "delete-metadata");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nonsense", "{\"key\":\"/a\",\"value\":1}", "[{\"key\":\"/a\"}]"})
    void a_header_that_is_no_list_of_metadata_is_refused(String header) {
        HttpResponse<String> answer = server.put(lamp() + "/attributes/a", "1", "put-metadata", header);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("put-metadata");
    }

    @Test
    void nobody_reads_or_writes_metadata_of_what_is_not_theirs() {
        String lamp = lamp("put-metadata", "[{\"key\":\"*/m\",\"value\":\"secret\"}]");
        String policy = lamp.replace("things", "policies");
        server.put(
                policy + "/entries/guest",
                "{\"subjects\":{\"borough:guest\":{\"type\":\"user\"}},\"resources\":{\"thing:/features/lamp/"
                        + "properties/on\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}");

        HttpResponse<String> read = server.send(server.request(lamp + "?fields=_metadata,features")
                .setHeader("x-subjects", "borough:guest")
                .header("get-metadata", "*"));
        assertThat(read.body()).isEqualTo("{\"features\":{\"lamp\":{\"properties\":{\"on\":true}}}}");
        JsonObject seen =
                JsonObject.of(read.headers().firstValue("ditto-metadata").orElseThrow());
        assertThat(seen.getValue(JsonPointer.of("features/lamp/properties/on/m")))
                .isPresent();
        assertThat(seen.getValue(JsonPointer.of("features/lamp/properties/color")))
                .isEmpty();
        assertThat(seen.getValue("attributes")).isEmpty();

        HttpResponse<String> written = server.send(server.request(lamp)
                .setHeader("x-subjects", "borough:guest")
                .header("content-type", "application/merge-patch+json")
                .header("put-metadata", "[{\"key\":\"attributes/street/m\",\"value\":\"forged\"}]")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                "{\"features\":{\"lamp\":{\"properties\":{\"on\":false}}}}")));
        assertThat(written.statusCode()).isEqualTo(403);
        assertThat(metadata(lamp).getValue("attributes/street/m")).contains(JsonValue.of("secret"));
    }

    @Test
    void conditions_may_look_at_metadata() {
        String lamp = lamp("put-metadata", "[{\"key\":\"/features/lamp/kind\",\"value\":\"LED\"}]");

        assertThat(server.get(lamp + "/features/lamp", "condition", "eq(_metadata/features/lamp/kind,\"LED\")")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get(lamp + "/features/lamp", "condition", "exists(_metadata/features/lamp/age)")
                        .statusCode())
                .isEqualTo(412);
    }
}
