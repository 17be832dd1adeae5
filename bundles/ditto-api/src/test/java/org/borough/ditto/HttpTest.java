// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingPreconditionNotModifiedException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThingResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttributeResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeaturePropertyResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttribute;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttributeResponse;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTest {

    private static final ThingId LAMP = ThingId.of("city:lamp");
    private static final ScriptedEngine ENGINE = new ScriptedEngine();
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(ENGINE, TestServer.SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static DittoHeaders tagged(Command<?> command) {
        return command.getDittoHeaders().toBuilder()
                .putHeader("etag", "\"rev:7\"")
                .putHeader("entity-revision", "7")
                .build();
    }

    @Test
    void a_thing_is_answered_with_its_tag_and_revision() {
        ENGINE.answers(command -> RetrieveThingResponse.of(LAMP, "{\"thingId\":\"city:lamp\"}", tagged(command)));

        HttpResponse<String> answer = server.get("/api/2/things/city:lamp", "correlation-id", "mine");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"thingId\":\"city:lamp\"}");
        assertThat(answer.headers().map())
                .containsEntry("etag", List.of("\"rev:7\""))
                .containsEntry("entity-revision", List.of("7"))
                .containsEntry("correlation-id", List.of("mine"))
                .containsEntry("response-required", List.of("false"))
                .containsEntry("ditto-originator", List.of("borough:admin"))
                .containsEntry("content-type", List.of("application/json"))
                .doesNotContainKeys("ditto-auth-context", "x-subjects", "accept");
        assertThat(ENGINE.lastAsked()
                        .getDittoHeaders()
                        .getAuthorizationContext()
                        .getAuthorizationSubjectIds())
                .containsExactly("borough:admin");
    }

    @Test
    void a_write_that_changes_something_has_no_body() {
        ENGINE.answersLater(
                command -> ModifyFeaturePropertyResponse.modified(LAMP, "x", JsonPointer.of("y"), tagged(command)));

        HttpResponse<String> answer = server.put("/api/2/things/city:lamp/features/x/properties/y", "42");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("location")).isEmpty();
        assertThat(((ModifyFeatureProperty) ENGINE.lastAsked()).getPropertyValue())
                .isEqualTo(JsonValue.of(42));
    }

    @Test
    void a_write_that_creates_something_says_where_it_is() {
        ENGINE.answersLater(command ->
                ModifyAttributeResponse.created(LAMP, JsonPointer.of("a"), JsonValue.of(1), tagged(command)));

        HttpResponse<String> answer = server.put("/api/2/things/city:lamp/attributes/a?timeout=5s", "1");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("1");
        assertThat(answer.headers().firstValue("location"))
                .hasValue("http://127.0.0.1:" + server.port() + "/api/2/things/city:lamp/attributes/a");
    }

    @Test
    void a_posted_thing_gets_an_id_in_the_wanted_namespace() {
        ENGINE.answersLater(command -> CreateThingResponse.of(((CreateThing) command).getThing(), tagged(command)));

        HttpResponse<String> answer = server.post("/api/2/things?namespace=harbour", "{\"attributes\":{\"a\":1}}");

        Thing created = ((CreateThing) ENGINE.lastAsked()).getThing();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(created.getEntityId().orElseThrow().getNamespace()).isEqualTo("harbour");
        assertThat(answer.headers().firstValue("location"))
                .hasValue("http://127.0.0.1:" + server.port() + "/api/2/things/"
                        + created.getEntityId().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/2/things/city:lamp%20one%2Btwo/attributes/a, city:lamp one+two, /a",
        "/api/2/things/city:lamp+one/attributes/a%2Fb, city:lamp+one, /a/b",
        "/api/2/things/city:l%E2%82%ACmp/attributes/a~1b/c, city:l€mp, /a~01b/c",
        "/api/2/things/city:lamp/attributes/a%7E0b, city:lamp, /a~0b",
        "/api/2/things/city:lamp%3Fx/attributes/%25, city:lamp?x, /%"
    })
    void names_in_a_path_are_decoded_once(String path, String id, String pointer) {
        ENGINE.answers(
                command -> RetrieveAttributeResponse.of(LAMP, JsonPointer.of("a"), JsonValue.of(1), tagged(command)));

        assertThat(server.get(path).statusCode()).isEqualTo(200);

        RetrieveAttribute asked = (RetrieveAttribute) ENGINE.lastAsked();
        assertThat(asked.getEntityId().toString()).isEqualTo(id);
        assertThat(asked.getAttributePointer().toString()).isEqualTo(pointer);
    }

    @Test
    void conditions_reach_the_engine_from_headers_and_parameters() {
        ENGINE.answers(command -> RetrieveThingResponse.of(LAMP, "{}", tagged(command)));

        server.get(
                "/api/2/things/city:lamp?condition=eq(attributes%2Fa,1)&fields=thingId,attributes(a,b)",
                "If-None-Match", "\"rev:1\", \"rev:2\"", "x-custom", "kept");

        RetrieveThing asked = (RetrieveThing) ENGINE.lastAsked();
        assertThat(asked.getDittoHeaders())
                .containsEntry("condition", "eq(attributes/a,1)")
                .containsEntry("if-none-match", "\"rev:1\", \"rev:2\"")
                .containsEntry("x-custom", "kept")
                .doesNotContainKeys("host", "user-agent");
        assertThat(asked.getSelectedFields().orElseThrow().getPointers())
                .containsExactlyInAnyOrder(
                        JsonPointer.of("thingId"), JsonPointer.of("attributes/a"), JsonPointer.of("attributes/b"));
    }

    @Test
    void nobody_puts_himself_in_another_ones_place() {
        ENGINE.answers(command -> RetrieveThingResponse.of(LAMP, "{}", tagged(command)));

        server.get(
                "/api/2/things/city:lamp",
                "ditto-auth-context",
                "{\"type\":\"x\",\"subjects\":[\"evil\"]}",
                "ditto-sudo",
                "true",
                "ditto-originator",
                "evil");

        assertThat(ENGINE.lastAsked().getDittoHeaders())
                .containsEntry("ditto-originator", "borough:admin")
                .doesNotContainKey("ditto-sudo");
        assertThat(ENGINE.lastAsked()
                        .getDittoHeaders()
                        .getAuthorizationContext()
                        .getAuthorizationSubjectIds())
                .containsExactly("borough:admin");
    }

    @Test
    void failures_have_the_form_of_ditto() {
        ENGINE.fails(ThingNotAccessibleException.newBuilder(LAMP).build());

        HttpResponse<String> answer = server.get("/api/2/things/city:lamp");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of("things:thing.notfound"));
        assertThat(answer.headers().firstValue("correlation-id")).isPresent();
    }

    @Test
    void what_was_not_modified_has_no_body() {
        ENGINE.fails(ThingPreconditionNotModifiedException.newBuilder("\"rev:1\"", "\"rev:1\"")
                .build());

        HttpResponse<String> answer = server.get("/api/2/things/city:lamp", "If-None-Match", "\"rev:1\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_merge_of_a_feature_is_read_from_a_patch() {
        ENGINE.isSilent();

        server.patch("/api/2/things/city:lamp/features/x?response-required=false", "{\"properties\":{\"y\":null}}");

        MergeThing merge = (MergeThing) ENGINE.lastAsked();
        assertThat(merge.getPath().toString()).isEqualTo("/features/x");
        assertThat(merge.getValue()).isEqualTo(JsonObject.of("{\"properties\":{\"y\":null}}"));
    }

    @Test
    void a_merge_of_a_thing_keeps_what_is_to_be_removed() {
        ENGINE.isSilent();

        server.patch("/api/2/things/city:lamp?response-required=false", "{\"attributes\":{\"a\":null,\"b\":2}}");

        assertThat(((MergeThing) ENGINE.lastAsked()).getValue())
                .isEqualTo(JsonObject.of("{\"attributes\":{\"a\":null,\"b\":2}}"));
    }

    @Test
    void who_wants_no_answer_is_told_that_the_command_was_accepted() {
        ENGINE.isSilent();

        HttpResponse<String> answer = server.put("/api/2/things/city:lamp/attributes/a?response-required=false", "1");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_command_that_takes_too_long_times_out() {
        ENGINE.isSilent();

        HttpResponse<String> answer = server.put("/api/2/things/city:lamp/attributes/a?timeout=50ms", "1");

        assertThat(answer.statusCode()).isEqualTo(408);
        assertThat(answer.body()).contains("\"error\":\"command.timeout\"");
    }

    @Test
    void a_search_passes_its_filter_and_options_on() {
        ENGINE.isSilent();

        server.get("/api/2/search/things?filter=eq(attributes/a,%22b%26c%22)&option=sort(%2BthingId,-attributes/a),"
                + "size(3)&namespaces=a,b&fields=thingId&timeout=10ms");

        QueryThings asked = (QueryThings) ENGINE.lastAsked();
        assertThat(asked.getFilter()).contains("eq(attributes/a,\"b&c\")");
        assertThat(asked.getOptions().orElseThrow()).containsExactly("sort(+thingId,-attributes/a)", "size(3)");
        assertThat(asked.getNamespaces().orElseThrow()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_caller_learns_who_it_is() {
        HttpResponse<String> answer =
                server.send(server.request("/api/2/whoami").setHeader("x-subjects", "borough:eve,borough:staff"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"defaultSubject\":\"borough:eve\",\"subjects\":[\"borough:eve\",\"borough:staff\"]}");
    }

    @Test
    void nobody_gets_in_without_being_known() {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(
                server.request("/api/2/things/city:lamp").build().uri()));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\":\"gateway:authentication.failed\"");
        assertThat(answer.headers().firstValue("www-authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Basic realm="));
    }
}
