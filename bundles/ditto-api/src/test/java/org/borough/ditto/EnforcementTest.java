// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What policies allow to whom, on things, messages, policies and in searches, with the real engine. */
class EnforcementTest {

    private static final String READ_WRITE = "{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}";
    private static final String OTHER = "borough:other";
    private static final String STRANGER = "borough:stranger";

    private static TwinComponent twins;
    private static TestServer server;

    private final String id = "city:" + UUID.randomUUID();
    private final String thing = "/api/2/things/" + id;
    private final String policy = "/api/2/policies/" + id;

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

    @Test
    void a_part_is_seen_by_whoever_may_read_it_and_nothing_by_anybody_else() {
        made(entry("some", OTHER, "thing:/attributes/a", "{\"grant\":[\"READ\"],\"revoke\":[]}"));
        assertThat(JsonObject.of(as(OTHER, "GET", thing, "").body()))
                .isEqualTo(JsonObject.of("{\"thingId\":\"%s\",\"attributes\":{\"a\":true}}".formatted(id)));
        assertRefused(as(STRANGER, "GET", thing, ""), 404, "things:thing.notfound");
        assertRefused(as(STRANGER, "PUT", thing + "/attributes/a", "false"), 403, "things:attribute.notmodifiable");
        put(
                policy,
                "{\"entries\":{" + owner() + entry("some", STRANGER, "thing:/attributes/a", READ_WRITE) + "}}",
                204);
        assertThat(as(STRANGER, "PUT", thing + "/attributes/a", "false").statusCode())
                .isEqualTo(204);
        assertThat(JsonObject.of(as(STRANGER, "GET", thing, "").body()).getValue("/attributes/a"))
                .contains(JsonValue.of(false));
        assertRefused(as(OTHER, "GET", thing, ""), 404, "things:thing.notfound");
    }

    @Test
    void a_whole_with_a_part_that_may_not_be_written_is_not_written() {
        made(
                ",\"most\":{\"subjects\":{\"%s\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":%s,\"thing:/attributes/a\":{\"grant\":[],\"revoke\":[\"WRITE\"]}}}"
                        .formatted(OTHER, READ_WRITE));
        assertRefused(as(OTHER, "PUT", thing + "/attributes", "{\"n\":1}"), 403, "things:attributes.notmodifiable");
        assertThat(as(OTHER, "PUT", thing + "/attributes/b", "1").statusCode()).isEqualTo(204);
    }

    @Test
    void whoever_may_not_change_the_policy_id_keeps_the_thing_under_its_policy() {
        put(thing, "{}", 201);
        String revoked = "{\"entries\":{" + owner()
                + entry("kept", "borough:admin", "thing:/policyId", "{\"grant\":[],\"revoke\":[\"WRITE\"]}") + "}}";
        put(policy, revoked, 204);
        String other = "city:" + UUID.randomUUID();
        String moved = "{\"policyId\":\"%s\"}".formatted(other);
        assertRefused(server.put(thing, moved), 403, "things:thing.notmodifiable");
        put("/api/2/policies/" + other, "{\"entries\":{" + owner() + "}}", 201);
        assertRefused(server.put(thing, moved), 403, "things:thing.notmodifiable");
        assertThat(JsonObject.of(server.get(thing).body()).getValue("policyId")).contains(JsonValue.of(id));
        put(policy, "{\"entries\":{" + owner() + "}}", 204);
        put(thing, moved, 204);
        put(thing, moved, 204);
        assertThat(JsonObject.of(server.get(thing).body()).getValue("policyId")).contains(JsonValue.of(other));
    }

    @Test
    void a_thing_made_anew_needs_its_old_policy_named() {
        put(thing, "{}", 201);
        assertThat(server.delete(thing).statusCode()).isEqualTo(204);
        assertRefused(server.put(thing, "{}"), 400, "things:thing.notcreatable");
        put(thing, "{\"policyId\":\"%s\"}".formatted(id), 201);
        assertRefused(as(STRANGER, "GET", thing, ""), 404, "things:thing.notfound");
    }

    @Test
    void a_thing_whose_own_policy_does_not_let_its_maker_write_is_not_made() {
        String only =
                "{\"_policy\":{\"entries\":{\"p\":{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"policy:/\":%s}}}}}"
                        .formatted(READ_WRITE);
        assertRefused(server.put(thing, only), 403, "things:thing.notmodifiable");
        assertRefused(server.get(policy), 404, "policies:policy.notfound");
        assertRefused(
                server.post("/api/2/things", "{\"thingId\":\"%s\",\"_policy\":{\"entries\":{}}}".formatted(id)),
                400,
                "things:id.notsettable");
    }

    @Test
    void a_thing_without_its_policy_is_out_of_reach_until_the_policy_is_back() {
        put(thing, "{\"attributes\":{\"lost\":\"%s\"}}".formatted(id), 201);
        String filter = "eq(attributes/lost,\"%s\")".formatted(id);
        assertThat(found(filter, "borough:admin")).isEqualTo(id);
        assertThat(server.delete(policy).statusCode()).isEqualTo(204);
        assertRefused(server.get(thing), 404, "things:thing.notfound");
        assertRefused(server.put(thing, "{}"), 403, "things:thing.notmodifiable");
        assertThat(found(filter, "borough:admin")).isEmpty();
        assertThat(count(filter, "borough:admin")).isEqualTo("0");
        put(policy, "{\"entries\":{" + owner() + "}}", 201);
        assertThat(server.get(thing).statusCode()).isEqualTo(200);
        assertThat(count(filter, "borough:admin")).isEqualTo("1");
    }

    @Test
    void messages_go_where_the_policy_lets_them() {
        String revoked = "{\"grant\":[],\"revoke\":[\"WRITE\"]}";
        String granted = "{\"grant\":[\"WRITE\"],\"revoke\":[]}";
        String bare = "{\"entries\":{" + owner() + "}}";
        put(policy, bare, 201);
        put(thing, "{\"policyId\":\"%s\"}".formatted(id), 201);
        assertMessage("/inbox/messages/test", 403);
        assertMessage("/features/granted/outbox/messages/foo", 403);
        put(
                policy + "/entries/sender",
                "{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"message:/\":%s,\"message:/inbox/messages/test\":%s}}"
                        .formatted(granted, revoked),
                201);
        assertMessage("/inbox/messages/foo", 202);
        assertMessage("/inbox/messages/test", 403);
        put(
                policy + "/entries/sender",
                "{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"message:/features/granted\":%s,\"message:/features/other/outbox\":%s,\"message:/features/other/outbox/messages/test\":%s}}"
                        .formatted(granted, granted, revoked),
                204);
        assertMessage("/features/granted/outbox/messages/foo", 202);
        assertMessage("/features/revoked/inbox/messages/foo", 403);
        assertMessage("/features/other/inbox/messages/test", 403);
        assertMessage("/features/other/outbox/messages/foo", 202);
        assertMessage("/features/other/outbox/messages/test", 403);
    }

    @Test
    void an_entry_of_a_policy_is_read_by_whoever_may_and_not_written() {
        String reads = "{\"grant\":[\"READ\"],\"revoke\":[]}";
        put(policy, "{\"entries\":{" + owner() + entry("READER", OTHER, "policy:/entries/READER", reads) + "}}", 201);
        assertRefused(as(OTHER, "GET", policy + "/entries/owner", ""), 404, "policies:entry.notfound");
        assertThat(as(OTHER, "GET", policy + "/entries/READER", "").statusCode())
                .isEqualTo(200);
        assertThat(JsonObject.of(as(OTHER, "GET", policy + "/entries", "").body())
                        .getKeys())
                .hasToString("[READER]");
        String more =
                entry("READER", OTHER, "policy:/entries/READER", READ_WRITE).substring(10);
        assertRefused(as(OTHER, "PUT", policy + "/entries/READER", more), 403, "policies:entry.notmodifiable");
        assertRefused(as(STRANGER, "GET", policy, ""), 404, "policies:policy.notfound");
        assertRefused(as(STRANGER, "GET", policy + "/entries/none", ""), 404, "policies:entry.notfound");
        assertRefused(as(STRANGER, "GET", policy + "/entries/owner", ""), 404, "policies:entry.notfound");
    }

    @Test
    void a_search_finds_by_what_its_asker_may_read_only() {
        String reads = "{\"grant\":[\"READ\"],\"revoke\":[]}";
        String hides = "{\"grant\":[],\"revoke\":[\"READ\"]}";
        String tag = "\"" + id + "\"";
        put(
                thing,
                "{\"attributes\":{\"a\":%1$s,\"x\":%1$s},\"features\":{\"f\":{\"properties\":{\"p\":%1$s,\"q\":%1$s}}},\"_policy\":{\"entries\":{%2$s,\"some\":{\"subjects\":{\"%3$s\":{\"type\":\"t\"}},\"resources\":{\"thing:/features/f/properties/p\":%4$s}}}}}"
                        .formatted(tag, owner(), OTHER, reads),
                201);
        String p = "eq(features/*/properties/p," + tag + ")";
        String a = "eq(attributes/a," + tag + ")";
        assertThat(found(p, OTHER)).isEqualTo(id);
        assertThat(found(a, OTHER)).isEmpty();
        assertThat(found("and(" + p + "," + a + ")", OTHER)).isEmpty();
        assertThat(found("or(" + p + "," + a + ")", OTHER)).isEqualTo(id);
        assertThat(found(p, STRANGER)).isEmpty();
        put(policy + "/entries/some/resources/thing:/attributes/a", reads, 201);
        assertThat(found("and(" + p + "," + a + ")", OTHER)).isEqualTo(id);
        assertThat(server.delete(policy + "/entries/some/resources/thing:/features/f/properties/p")
                        .statusCode())
                .isEqualTo(204);
        assertThat(found("and(" + p + "," + a + ")", OTHER)).isEmpty();

        put(
                policy + "/entries/hidden",
                "{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"thing:/attributes/x\":%1$s,\"thing:/features/f/properties/q\":%1$s}}"
                        .formatted(hides),
                201);
        String x = "eq(attributes/x," + tag + ")";
        String q = "eq(features/*/properties/q," + tag + ")";
        assertThat(found("and(" + p + "," + a + ")", "borough:admin")).isEqualTo(id);
        assertThat(found("and(" + q + "," + x + ")", "borough:admin")).isEmpty();
        assertThat(found("and(" + p + "," + x + ")", "borough:admin")).isEmpty();
        assertThat(found("or(" + q + "," + a + ")", "borough:admin")).isEqualTo(id);
    }

    @Test
    void a_revoke_below_a_granted_feature_leaves_the_others_to_be_found() {
        String tag = "\"" + id + "\"";
        put(thing, "{\"features\":{\"f\":{\"properties\":{\"u\":%s}}}}".formatted(tag), 201);
        put(
                policy + "/entries/some",
                "{\"subjects\":{\"%s\":{\"type\":\"t\"}},\"resources\":{\"thing:/thingId\":{\"grant\":[\"READ\"],\"revoke\":[]},\"thing:/features\":{\"grant\":[\"READ\"],\"revoke\":[]},\"thing:/features/f\":{\"grant\":[],\"revoke\":[\"READ\"]}}}"
                        .formatted(OTHER),
                201);
        assertThat(found("eq(thingId," + tag + ")", OTHER)).isEqualTo(id);
        assertThat(found("eq(features/*/properties/u," + tag + ")", OTHER)).isEmpty();
        assertThat(found("eq(features/*/properties/u," + tag + ")", "borough:admin"))
                .isEqualTo(id);
    }

    @Test
    void a_search_shows_policies_as_a_thing_does() {
        put(thing, "{}", 201);
        JsonObject only = JsonObject.of(server.get("/api/2/search/things?fields=policyId,_policy&filter="
                                + encoded("eq(thingId,\"" + id + "\")"))
                        .body())
                .getValue("items")
                .orElseThrow()
                .asArray()
                .get(0)
                .orElseThrow()
                .asObject();
        assertThat(only)
                .isEqualTo(JsonObject.of(
                        server.get(thing + "?fields=policyId,_policy").body()));
        assertThat(only.getKeys()).hasToString("[policyId, _policy]");
    }

    @Test
    void things_are_found_by_definitions_that_are_there_null_or_other() {
        String one = id + "-1";
        put(thing, "{\"definition\":\"example:test:1.0\"}", 201);
        put("/api/2/things/" + one, "{\"definition\":null}", 201);
        String both = "in(thingId,\"%s\",\"%s\")".formatted(id, one);
        assertThat(found("and(eq(definition,\"example:test:1.0\")," + both + ")", "borough:admin"))
                .isEqualTo(id);
        assertThat(found("and(eq(definition,null)," + both + ")", "borough:admin"))
                .isEqualTo(one);
        assertThat(found("and(ne(definition,\"foo:bar:1.0\")," + both + ")", "borough:admin"))
                .isEqualTo(id + " " + one);
        assertThat(found("and(ne(definition,null)," + both + ")", "borough:admin"))
                .isEqualTo(id);
    }

    @Test
    void keys_and_values_of_any_characters_are_searched_and_sorted_by() {
        String value = "!#$%&'()*+,/:;=?@[\\\\]{|}\\\" äaZ0";
        put(
                thing,
                "{\"attributes\":{\"complex\":\"%s\",\"run\":\"%s\",\"$a.key\":1,\"s\":\"bodo\"}}".formatted(value, id),
                201);
        put(
                thing + "-1::System+Properties",
                "{\"attributes\":{\"run\":\"%s\",\"$a.key\":2,\"s\":\"Béla\",\"url\":\"http%%3A%%2F%%2Fx\"}}"
                        .formatted(id),
                201);
        String run = "eq(attributes/run,\"" + id + "\")";
        assertThat(found("and(" + run + ",eq(attributes/complex,\"" + value + "\"))", "borough:admin"))
                .isEqualTo(id);
        assertThat(found(run, "borough:admin", "sort(-attributes/$a.key)")).endsWith(id);
        assertThat(found(run, "borough:admin", "sort(+attributes/s)")).endsWith(id);
        assertThat(found("and(" + run + ",eq(attributes/url,\"http%3A%2F%2Fx\"))", "borough:admin"))
                .startsWith(id + "-1::System");
    }

    @Test
    void an_object_is_no_value_of_a_filter() {
        HttpResponse<String> answer =
                server.get("/api/2/search/things?filter=" + encoded("eq(attributes/a/b,{\\\"Audi\\\":\\\"Q7\\\"})"));
        assertRefused(answer, 400, "rql.expression.invalid");
        assertThat(answer.body()).contains("Invalid input '{'");
    }

    @Test
    void a_provisioned_policy_is_shown_as_one_that_was_put() throws Exception {
        ThingId lamp = ThingId.parse(id);
        String rights = "{\"entries\":{" + owner() + "}}";
        twins.provision(lamp, "{}", rights, Cause.of("borough:admin", "test"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        JsonObject shown = JsonObject.of(server.get(policy).body());
        assertThat(shown.getValue("imports")).contains(JsonObject.empty());
        assertThat(shown.getValue(JsonPointer.of("/entries/owner/importable"))).contains(JsonValue.of("implicit"));
        put(policy, rights, 204);
        assertThat(JsonObject.of(server.get(policy).body())).isEqualTo(shown);
        put(policy + "/entries", "{" + owner() + "}", 204);
        assertThat(JsonObject.of(server.get(policy).body())).isEqualTo(shown);
        put(policy + "/entries/owner", owner().substring(8), 204);
        assertThat(JsonObject.of(server.get(policy).body())).isEqualTo(shown);
        assertThat(JsonObject.of(server.get(thing + "?fields=_policy").body()).getValue("_policy"))
                .contains(shown);
    }

    private void made(String entries) {
        put(thing, "{\"attributes\":{\"a\":true,\"b\":54},\"_policy\":{\"entries\":{" + owner() + entries + "}}}", 201);
    }

    private static String owner() {
        return "\"owner\":{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"policy:/\":%1$s,\"thing:/\":%1$s}}"
                .formatted(READ_WRITE);
    }

    private static String entry(String label, String subject, String resource, String rights) {
        return ",\"%s\":{\"subjects\":{\"%s\":{\"type\":\"t\"}},\"resources\":{\"%s\":%s}}"
                .formatted(label, subject, resource, rights);
    }

    private void assertMessage(String place, int status) {
        HttpResponse<String> answer = server.post(thing + place + "?timeout=" + (status == 403 ? 5 : 0), "\"foo!\"");
        assertThat(answer.statusCode()).as(place + answer.body()).isEqualTo(status);
        if (status == 403) {
            assertRefused(answer, 403, "messages:send.notallowed");
        }
    }

    private static void put(String place, String body, int status) {
        HttpResponse<String> answer = server.put(place, body);
        assertThat(answer.statusCode()).as(place + answer.body()).isEqualTo(status);
    }

    private static HttpResponse<String> as(String who, String method, String place, String body) {
        return server.send(server.request(place)
                .setHeader("x-subjects", who)
                .header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String found(String filter, String who) {
        return found(filter, who, "sort(+thingId)");
    }

    private static String found(String filter, String who, String option) {
        HttpResponse<String> answer =
                as(who, "GET", "/api/2/search/things?filter=" + encoded(filter) + "&option=" + encoded(option), "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonObject.of(answer.body()).getValue("items").orElseThrow().asArray().stream()
                .map(item -> item.asObject().getValue("thingId").orElseThrow().asString())
                .collect(Collectors.joining(" "));
    }

    private static String count(String filter, String who) {
        return as(who, "GET", "/api/2/search/things/count?filter=" + encoded(filter), "")
                .body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
    }
}
