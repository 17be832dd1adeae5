// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merges, conditions and the policies of new things over HTTP, before the real engine. */
class ThingChangesTest {

    private static final String OTHER = "/api/2/things/ops:other";
    private static final String BODY =
            """
            {"attributes":{"maker":"ACME","a":{"b":1}},
             "features":{"Vehicle":{"properties":{"speed":90,"status":{"gear":5}}},
                         "Scanner":{"properties":{"speed":20.8}}}}""";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static TwinComponent twins;
    private static TestServer server;

    private final String id = "ops:car-" + NUMBER.incrementAndGet();
    private final String car = "/api/2/things/" + id;

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

    @BeforeEach
    void aCar() {
        assertThat(server.put(car, BODY).statusCode()).isEqualTo(201);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static HttpResponse<String> as(String subject, String method, String path, String body) {
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return server.send(server.request(path)
                .setHeader("x-subjects", subject)
                .header("content-type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void a_merge_sets_removes_and_removes_by_pattern() {
        server.put(car + "/attributes", "{\"2023\":1,\"2024\":2,\"x\":{\"y\":1,\"z\":2}}");

        assertThat(server.patch(car, "{\"attributes\":{\"{{ ~202[0-9]~ }}\":null,\"x\":{\"y\":null},\"n\":{\"o\":3}}}")
                        .statusCode())
                .isEqualTo(204);

        assertThat(server.get(car + "/attributes").body()).isEqualTo("{\"x\":{\"z\":2},\"n\":{\"o\":3}}");
        refused(server.patch(car + "/attributes", "{\"{{ ~[~ }}\":null}"), 400, "things:merge.invalid");
        assertThat(server.patch(car + "/features/new/properties/p/q", "1").statusCode())
                .isEqualTo(204);
        assertThat(server.patch(OTHER, "{\"attributes\":{\"a\":1,\"gone\":null}}")
                        .body())
                .isEqualTo("{\"thingId\":\"ops:other\",\"policyId\":\"ops:other\",\"attributes\":{\"a\":1}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|null|things:merge.invalid",
                "|{}|things:merge.invalid",
                "|{\"thingId\":null}|things:id.notdeletable",
                "|{\"thingId\":\"ops:x\"}|things:id.notsettable",
                "|{\"policyId\":null}|things:policyId.notdeletable",
                "/policyId|null|things:policyId.notdeletable",
                "|{\"policyId\":\"nonsense\"}|policies:id.invalid",
                "/definition|\"a:b\"|things:definition.identifier.invalid",
                "|{\"attributes\":3.14}|json.invalid",
                "/features|3.14|json.invalid",
                "/features/Vehicle|3.14|json.invalid",
                "/features/Vehicle/definition|3.14|json.invalid",
                "/features/Vehicle/properties|3.14|json.invalid",
                "|{\"features\":{\"Vehicle\":{\"desiredProperties\":3.14}}}|json.invalid",
            })
    void a_merge_that_cannot_be_is_refused(String part, String patch, String code) {
        refused(server.patch(car + (part == null ? "" : part), patch), 400, code);
    }

    @Test
    void a_merge_is_applied_as_far_as_its_conditions_hold() {
        String conditions = "{\"features/Vehicle/properties/speed\":\"gt(features/Vehicle/properties/speed,100)\","
                + "\"features/Scanner/properties/speed\":\"lt(features/Scanner/properties/speed,30)\"}";
        String patch = "{\"features\":{\"Vehicle\":{\"properties\":{\"speed\":1,\"new\":2}},"
                + "\"Scanner\":{\"properties\":{\"speed\":3}}}}";

        assertThat(server.patch(car, patch, "merge-thing-patch-conditions", conditions)
                        .statusCode())
                .isEqualTo(204);

        assertThat(server.get(car + "?fields=features/*/properties(speed,new)").body())
                .isEqualTo("{\"features\":{\"Vehicle\":{\"properties\":{\"speed\":90,\"new\":2}},"
                        + "\"Scanner\":{\"properties\":{\"speed\":3}}}}");
        String properties = car + "/features/Vehicle/properties";
        String relative = "{\"speed\":\"eq(attributes/maker,\\\"other\\\")\"}";
        server.patch(properties, "{\"speed\":7,\"new\":8}", "merge-thing-patch-conditions", relative);
        assertThat(server.get(properties + "?fields=speed,new").body()).isEqualTo("{\"speed\":90,\"new\":8}");
        refused(
                server.patch(properties, "{\"speed\":7}", "merge-thing-patch-conditions", "{\"speed\":\"eq((\"}"),
                400,
                "things:condition.invalid");
        refused(
                server.patch(properties, "{\"speed\":7}", "merge-thing-patch-conditions", "nonsense"),
                400,
                "header.invalid");
    }

    @Test
    void equal_values_are_skipped_when_that_is_wanted() {
        String speed = car + "/features/Vehicle/properties/speed";

        refused(server.put(speed, "90", "if-equal", "skip"), 412, "things:precondition.failed");
        assertThat(server.put(speed, "91", "if-equal", "skip").statusCode()).isEqualTo(204);
        assertThat(server.put(speed, "91", "if-equal", "update").statusCode()).isEqualTo(204);
        refused(
                server.patch(car, "{\"attributes\":{\"maker\":\"ACME\"}}", "if-equal", "skip-minimizing-merge"),
                412,
                "things:precondition.failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eq(attributes/maker,\"ACME\")|204",
                "gt(features/Scanner/properties/speed,\"20\")|204",
                "lt(features/Scanner/properties/speed,\"20\")|412",
                "and(eq(attributes/maker,\"ACME\"),exists(features/Vehicle))|204",
                "in(attributes/maker,\"ACME\",\"BUMLUX\")|204",
                "like(attributes/maker,\"AC*\")|204",
                "not(exists(attributes/maker))|412",
                "gt(_modified,\"2020-01-01T00:00:00Z\")|204",
                "eq(attributes//maker,\"ACME\")|400",
                "sort(+featureId)|400",
                "in(attributes/maker,\"ACME\" \"BUMLUX\")|400",
            })
    void a_condition_must_hold(String condition, int status) {
        assertThat(server.put(car + "/attributes/n", "1", "condition", condition)
                        .statusCode())
                .isIn(status, status == 204 ? 201 : status);
        assertThat(server.get(car + "/attributes/maker", "condition", condition).statusCode())
                .isEqualTo(status == 204 ? 200 : status);
    }

    @Test
    void a_condition_looks_at_nothing_that_may_not_be_read() {
        server.put(
                car.replace("things", "policies") + "/entries/guest",
                "{\"subjects\":{\"borough:guest\":{\"type\":\"x\"}},\"resources\":{\"thing:/attributes/n\":"
                        + "{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}");

        HttpResponse<String> answer =
                as("borough:guest", "PUT", car + "/attributes/n?condition=exists(attributes/maker)", "1");

        refused(answer, 412, "things:condition.failed");
        refused(as("borough:guest", "PUT", car + "/attributes", "{}"), 403, "things:attributes.notmodifiable");
        refused(
                as("borough:guest", "PATCH", car, "{\"attributes\":{\"n\":1,\"m\":1}}"),
                403,
                "things:thing.notmodifiable");
        assertThat(as("borough:guest", "PATCH", car, "{\"attributes\":{\"n\":1}}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_policy_is_copied_by_id_or_by_reference() {
        HttpResponse<String> copied =
                server.post("/api/2/things", "{\"_copyPolicyFrom\":\"{{ ref:things/" + id + "/policyId }}\"}");
        assertThat(copied.statusCode()).isEqualTo(201);
        server.put(car + "/attributes/rules", "\"" + id + "\"");
        String named =
                "{\"_copyPolicyFrom\":\"{{ ref:things/" + id + "/attributes/rules }}\",\"policyId\":\"ops:copy\"}";
        assertThat(server.put(OTHER + 2, named).statusCode()).isEqualTo(201);
        assertThat(server.get("/api/2/policies/ops:copy").statusCode()).isEqualTo(200);

        refused(
                server.put(OTHER + 3, "{\"_copyPolicyFrom\":\"{{ ref:topologies/some:id/policyId }}\"}"),
                400,
                "placeholder:placeholder.reference.notsupported");
        refused(
                server.put(OTHER + 3, "{\"_copyPolicyFrom\":\"{{ ref:things/" + id + "/attributes/none }}\"}"),
                400,
                "placeholder:placeholder.reference.unknownfield");
        refused(
                server.put(OTHER + 3, "{\"_copyPolicyFrom\":\"{{ ref:things/ops:none/policyId }}\"}"),
                404,
                "things:thing.notfound");
        refused(server.put(OTHER + 3, "{\"_copyPolicyFrom\":\"ops:none\"}"), 404, "policies:policy.notfound");
        refused(
                server.post("/api/2/things", "{\"_copyPolicyFrom\":\"" + id + "\",\"_policy\":{}}"),
                400,
                "things:policy.conflicting");
        refused(
                as("borough:stranger", "PUT", OTHER + 3, "{\"_copyPolicyFrom\":\"" + id + "\"}"),
                404,
                "policies:policy.notfound");
    }

    @Test
    void nobody_makes_a_policy_that_is_not_theirs_to_change_unless_they_say_so() {
        String grant = ":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}";
        String policy = "{\"_policy\":{\"entries\":{\"me\":{\"subjects\":{\"borough:admin\":{\"type\":\"x\"}},"
                + "\"resources\":{\"thing:/\"" + grant + ",\"policy:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}}"
                + "%s}}}";
        String boss = ",\"boss\":{\"subjects\":{\"borough:boss\":{\"type\":\"x\"}},\"resources\":{\"policy:/\"" + grant
                + "}}";

        refused(server.put(OTHER + 4, policy.formatted("")), 400, "things:policy.invalid");
        refused(server.put(OTHER + 4, policy.formatted(boss)), 403, "things:thing.notcreatable");
        assertThat(server.put(OTHER + 4 + "?allow-policy-lockout=true", policy.formatted(boss))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_thing_needs_a_policy_of_its_own_or_one_that_exists() {
        refused(server.put(OTHER + 5, "{\"policyId\":\"ops:none\"}"), 400, "things:thing.notcreatable");
        refused(server.put(OTHER + 5, "{\"policyId\":\"ops:\"}"), 400, "policies:id.invalid");
        server.delete(car);
        refused(server.put(car, "{}"), 400, "things:thing.notcreatable");
        assertThat(server.put(car, "{\"policyId\":\"" + id + "\"}").statusCode())
                .isEqualTo(201);
        server.delete(car.replace("things", "policies"));
        refused(server.get(car), 404, "things:thing.notfound");
        refused(server.put(car, "{}"), 403, "things:thing.notmodifiable");
    }
}
