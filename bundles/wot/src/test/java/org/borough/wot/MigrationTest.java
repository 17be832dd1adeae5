// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionMigrated;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How things come to another definition, over HTTP. */
class MigrationTest {

    private static final String SPOT = "https://models.example/spot-1.0.0.tm.json";
    private static final String WANTED =
            """
            {"thingDefinitionUrl":"%s",
             "migrationPayload":{"attributes":{"maker":null,"colour":{"g":5},"level":1.0}},
             "initializeMissingPropertiesFromDefaults":true}"""
                    .formatted(SPOT);

    @TempDir
    private static Path folder;

    private static City city;

    @BeforeAll
    static void start() throws Exception {
        city = new City(folder, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    private static String thing(String name) {
        String path = "/api/2/things/city:" + name;
        assertThat(city.put(path, "{\"attributes\":{\"maker\":\"Old\"}}").statusCode())
                .isEqualTo(201);
        return path;
    }

    private static JsonObject patch(String status, String name) {
        return JsonObject.of(
                """
                {"thingId":"city:%s","mergeStatus":"%s",
                 "patch":{"definition":"%s",
                   "attributes":{"maker":null,"on":false,"colour":{"r":0,"g":5,"b":0},"level":1.0}}}"""
                        .formatted(name, status, SPOT));
    }

    @Test
    void a_dry_run_says_what_would_change_and_changes_nothing() {
        String path = thing("dry");

        HttpResponse<String> answer = city.post(path + "/migrateDefinition?dry-run=true", WANTED);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JsonObject.of(answer.body())).isEqualTo(patch("DRY_RUN", "dry"));
        assertThat(city.get(path + "/definition").statusCode()).isEqualTo(404);
        assertThat(city.get(path + "/attributes").body()).isEqualTo("{\"maker\":\"Old\"}");
    }

    @Test
    void a_thing_comes_to_another_definition_with_an_event() {
        String path = thing("real");
        List<Event<?>> events = new CopyOnWriteArrayList<>();
        var reader = AuthorizationContext.newInstance(
                DittoAuthorizationContextType.UNSPECIFIED, AuthorizationSubject.newInstance("borough:admin"));
        var subscription = city.twins.subscribe(reader, events::add);
        HttpResponse<String> answer = city.post(path + "/migrateDefinition", WANTED);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonObject.of(answer.body())).isEqualTo(patch("APPLIED", "real"));
        await().until(() -> !events.isEmpty());
        subscription.close();
        assertThat(events.get(0)).isInstanceOf(ThingDefinitionMigrated.class);
        assertThat(city.get(path + "/definition").body()).isEqualTo("\"" + SPOT + "\"");
        assertThat(JsonObject.of(city.get(path + "/attributes").body()))
                .isEqualTo(JsonObject.of("{\"on\":false,\"colour\":{\"r\":0,\"g\":5,\"b\":0},\"level\":1.0}"));
        assertThat(city.get(path + "?fields=_revision").body()).isEqualTo("{\"_revision\":2}");
    }

    @Test
    void without_defaults_only_definitions_come_and_the_outcome_must_be_valid() {
        String path = thing("bare");
        city.post(path + "/migrateDefinition", WANTED);

        HttpResponse<String> invalid = city.post(
                path + "/migrateDefinition",
                "{\"thingDefinitionUrl\":\"" + SPOT + "\",\"migrationPayload\":{\"attributes\":{\"level\":null}}}");
        HttpResponse<String> valid = city.post(
                path + "/migrateDefinition",
                """
                {"thingDefinitionUrl":"%s","migrationPayload":{"attributes":{"level":0.5}},
                 "patchConditions":{"thing:/features/none":"eq(attributes/level,1.0)"}}"""
                        .formatted(SPOT));

        assertThat(invalid.statusCode()).as(invalid.body()).isEqualTo(400);
        assertThat(JsonObject.of(invalid.body()).getValue("error"))
                .contains(JsonValue.of("wot:payload.validation.error"));
        assertThat(valid.statusCode()).as(valid.body()).isEqualTo(200);
        assertThat(JsonObject.of(valid.body()).getValue("patch"))
                .contains(JsonObject.of("{\"definition\":\"" + SPOT + "\",\"attributes\":{\"level\":0.5}}"));
    }

    @Test
    void what_a_condition_does_not_allow_is_left_out() {
        String path = thing("condition");

        HttpResponse<String> answer = city.post(
                path + "/migrateDefinition?dry-run=true",
                """
                {"thingDefinitionUrl":"%s","migrationPayload":{"attributes":{"maker":null,"level":0.5}},
                 "patchConditions":{"thing:/attributes/level":"eq(attributes/maker,\\"New\\")",
                                    "thing:/attributes/maker":"eq(attributes/maker,\\"Old\\")"},
                 "initializeMissingPropertiesFromDefaults":true}"""
                        .formatted(SPOT));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JsonObject.of(answer.body()).getValue("patch/attributes/level"))
                .contains(JsonValue.of(0.0));
        assertThat(JsonObject.of(answer.body()).getValue("patch/attributes/maker"))
                .contains(JsonValue.nullLiteral());
    }

    @Test
    void a_payload_may_take_over_what_the_thing_has() {
        String path = "/api/2/things/city:filled";
        city.put(path, "{\"attributes\":{\"lit\":true,\"rgb\":[1,2],\"w\":7,\"level\":0.25}}");
        String wanted =
                """
                {"thingDefinitionUrl":"%s","migrationPayload":{"attributes":{"on":"{{ thing-json:attributes/lit }}",
                 "level":"${ thing-json:attributes/level }","lit":null,"rgb":null,"w":null,
                 "colour":{"r":"{{ thing-json:attributes/w }}"}}},"initializeMissingPropertiesFromDefaults":true}"""
                        .formatted(SPOT);

        HttpResponse<String> answer = city.post(path + "/migrateDefinition", wanted);
        HttpResponse<String> none = city.post(path + "/migrateDefinition", wanted);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonObject.of(city.get(path + "/attributes").body()))
                .isEqualTo(JsonObject.of("{\"on\":true,\"level\":0.25,\"colour\":{\"r\":7,\"g\":0,\"b\":0}}"));
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(JsonObject.of(none.body()).getValue("error")).contains(JsonValue.of("placeholder:unresolved"));
    }

    @Test
    void what_cannot_be_is_refused() {
        String path = thing("wrong");

        assertThat(city.post(path + "/migrateDefinition", "{\"other\":1}").statusCode())
                .isEqualTo(400);
        assertThat(city.post("/api/2/things/city:unknown/migrateDefinition", WANTED)
                        .statusCode())
                .isEqualTo(404);
        assertThat(city.get(path + "/migrateDefinition").statusCode()).isEqualTo(405);
        HttpResponse<String> text =
                city.post(path + "/migrateDefinition", "{\"thingDefinitionUrl\":\"org.example:any:1.0\"}");
        assertThat(JsonObject.of(text.body()).getValue("error"))
                .contains(JsonValue.of("wot:skeleton.generation.failed"));
        assertThat(city.post(path + "/migrateDefinition", WANTED, "x-user", "eve")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_protocol_knows_the_command_its_answer_and_its_event() {
        thing("protocol");
        DittoProtocolAdapter protocol = DittoProtocolAdapter.newInstance();
        JsonObject text = JsonObject.newBuilder()
                .set("topic", "city/protocol/things/twin/commands/migrate")
                .set("headers", JsonObject.of("{\"correlation-id\":\"c-1\"}"))
                .set("path", "/")
                .set("value", JsonObject.of(WANTED).setValue("thingId", "city:protocol"))
                .build();
        var reader = AuthorizationContext.newInstance(
                DittoAuthorizationContextType.UNSPECIFIED, AuthorizationSubject.newInstance("borough:admin"));
        List<Event<?>> events = new CopyOnWriteArrayList<>();
        var subscription = city.twins.subscribe(reader, events::add);

        var given = protocol.fromAdaptable(ProtocolFactory.jsonifiableAdaptableFromJson(text));
        var command = (MigrateThingDefinition) given.setDittoHeaders(
                given.getDittoHeaders().toBuilder().authorizationContext(reader).build());
        var answer = protocol.toAdaptable(
                city.twins.execute(command).toCompletableFuture().join());
        await().until(() -> !events.isEmpty());
        subscription.close();

        assertThat(answer.getTopicPath().getPath()).isEqualTo("city/protocol/things/twin/commands/migrate");
        assertThat(answer.getPayload().getHttpStatus().map(status -> status.getCode()))
                .contains(200);
        assertThat(protocol.toAdaptable(events.get(0)).getTopicPath().getPath())
                .isEqualTo("city/protocol/things/twin/events/migrated");
    }
}
