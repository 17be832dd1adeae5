// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes and messages models allow, over HTTP, and how developers decide on it. */
class ValidationTest {

    private static final String POLE = "https://models.example/pole-1.0.0.tm.json";
    private static final String THING = "/api/2/things/city:pole";
    private static final String CONFIG = "/devops/wot/config";

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

    @BeforeEach
    void a_pole_stands() {
        city.delete(CONFIG);
        city.delete(THING);
        city.delete("/api/2/policies/city:pole");
        assertThat(city.put(THING, "{\"definition\":\"" + POLE + "\"}").statusCode())
                .isEqualTo(201);
    }

    private static JsonObject refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject error = JsonObject.of(answer.body());
        assertThat(error.getValue("error")).contains(JsonValue.of("wot:payload.validation.error"));
        assertThat(error.getValue("message"))
                .contains(JsonValue.of(
                        "The provided payload did not conform to the specified WoT (Web of Things) model."));
        return error;
    }

    private static void done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 204);
    }

    @Test
    void an_attribute_must_be_of_its_type_and_within_its_bounds() {
        JsonObject error = refused(city.put(THING + "/attributes/height", "\"high\""));

        assertThat(error.getValue("validationDetails").orElseThrow().toString())
                .isEqualTo("{\"/attributes/height\":[\": {type=string found, number expected}\"]}");
        refused(city.put(THING + "/attributes/height", "21"));
        done(city.put(THING + "/attributes/height", "12.5"));
        done(city.put(THING + "/attributes/note", "\"leans\""));
    }

    @Test
    void what_the_model_does_not_name_is_refused() {
        assertThat(refused(city.put(THING + "/attributes/foo", "1"))
                        .getValue("description")
                        .orElseThrow()
                        .asString())
                .contains("not defined in the model: [foo]");
        refused(city.put(THING + "/features/bell", "{}"));
        refused(city.put(THING + "/features/spot/properties/blink", "true"));
        refused(city.put(THING + "/features/meter/properties/status/colour", "1"));
        refused(city.put(THING + "/features/spot/desiredProperties/blink", "true"));
        refused(city.patch(THING, "{\"attributes\":{\"foo\":1}}"));
    }

    @Test
    void a_member_of_an_object_is_checked_alone() {
        done(city.put(THING + "/attributes/place/number", "7"));
        refused(city.put(THING + "/attributes/place/number", "0"));
        refused(city.put(THING + "/attributes/place", "{\"street\":\"Main\"}"));
        done(city.put(THING + "/features/spot/properties/colour/g", "200"));
        refused(city.put(THING + "/features/spot/properties/colour/g", "256"));
        refused(city.delete(THING + "/features/spot/properties/colour/g"));
    }

    @Test
    void properties_may_stand_in_categories() {
        done(city.put(THING + "/features/meter/properties/status/power", "3.5"));
        refused(city.put(THING + "/features/meter/properties/status/power", "-1"));
        refused(city.put(THING + "/features/meter/properties/status", "{\"power\":1}"));
        refused(city.put(THING + "/features/meter/properties/status", "1"));
        refused(city.put(THING + "/features/meter/properties/config/tariff", "\"free\""));
        refused(city.delete(THING + "/features/meter/properties/config"));
    }

    @Test
    void what_must_be_there_stays() {
        refused(city.delete(THING + "/attributes/height"));
        refused(city.delete(THING + "/attributes"));
        refused(city.delete(THING + "/features/spot"));
        refused(city.delete(THING + "/features"));
        refused(city.delete(THING + "/definition"));
        refused(city.delete(THING + "/features/spot/definition"));
        refused(city.patch(THING, "{\"features\":{\"meter\":null}}"));
        refused(city.patch(THING + "/attributes/height", "null"));
        done(city.put(THING + "/attributes/note", "\"leans\""));
        done(city.delete(THING + "/attributes/note"));
        done(city.delete(THING));
    }

    @Test
    void of_a_model_that_calls_nothing_optional_all_may_go_one_by_one() {
        String spot = "/api/2/things/city:spot";
        done(city.put(spot, "{\"definition\":\"https://models.example/spot-1.0.0.tm.json\"}"));
        done(city.delete(spot + "/attributes/level"));
        refused(city.delete(spot + "/attributes"));
        done(city.delete(spot));
    }

    @Test
    void desired_properties_need_not_be_whole() {
        done(city.put(THING + "/features/spot/desiredProperties", "{\"colour\":{\"r\":1}}"));
        refused(city.put(THING + "/features/spot/desiredProperties", "{\"colour\":{\"r\":300}}"));
        refused(city.put(THING + "/features/spot/desiredProperties/level", "1.5"));
        refused(city.put(THING + "/features/spot/properties", "{\"on\":true}"));
    }

    @Test
    void a_thing_may_not_be_led_to_a_model_that_it_does_not_fit() {
        String spot = "\"https://models.example/spot-1.0.0.tm.json\"";

        refused(city.put(THING + "/definition", spot));
        refused(city.patch(THING, "{\"definition\":" + spot + "}"));
    }

    @Test
    void messages_must_be_known_and_fit() {
        HttpResponse<String> unknown = city.post(THING + "/inbox/messages/dance?timeout=2", "{}");
        HttpResponse<String> unfit = city.post(THING + "/inbox/messages/inspect?timeout=2", "{\"by\":1}");
        HttpResponse<String> fit = city.post(THING + "/inbox/messages/inspect?timeout=0", "{\"by\":\"Ann\"}");
        HttpResponse<String> event = city.post(THING + "/outbox/messages/hit?timeout=2", "-1");
        HttpResponse<String> other = city.post(THING + "/features/spot/inbox/messages/dance?timeout=2", "1");

        assertThat(refused(unknown).getValue("description").orElseThrow().asString())
                .contains("is not defined as known action in the model: [inspect]");
        refused(unfit);
        assertThat(fit.statusCode()).as(fit.body()).isEqualTo(202);
        refused(event);
        refused(other);
    }

    @Test
    void strangers_learn_nothing_from_it() {
        HttpResponse<String> answer = city.put(THING + "/attributes/height", "\"high\"", "x-user", "eve");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("wot:");
    }

    @Test
    void developers_switch_checks_while_the_city_runs() {
        assertThat(city.get(CONFIG).statusCode()).isEqualTo(404);
        HttpResponse<String> made = city.put(
                CONFIG,
                """
                {"enabled":true,"thing":{"enforce":{"attributes":true},"forbid":{"nonModeledInboxMessages":false}}}""");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        refused(city.put(THING + "/attributes/foo", "1"));

        HttpResponse<String> changed = city.put(CONFIG, "{\"thing\":{\"forbid\":{\"non-modeled-attributes\":false}}}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        done(city.put(THING + "/attributes/foo", "1"));
        assertThat(JsonObject.of(city.get(CONFIG).body()).getValue("thing/forbid/nonModeledAttributes"))
                .contains(JsonValue.of(false));
        JsonObject merged = JsonObject.of(city.get(CONFIG + "/merged").body());
        assertThat(merged.getValue("thing/forbid/nonModeledAttributes")).contains(JsonValue.of(false));
        assertThat(merged.getValue("feature/enforce/properties")).contains(JsonValue.of(true));

        Configuration again = new Configuration(city.models.settings().switches(), city.stores.open("wot"));
        assertThat(again.get()).isEqualTo(city.models.configuration().get());
        assertThat(city.delete(CONFIG).statusCode()).isEqualTo(204);
        assertThat(city.delete(CONFIG).statusCode()).isEqualTo(404);
        refused(city.put(THING + "/attributes/bar", "1"));
    }

    @Test
    void checks_may_be_otherwise_for_some_things_and_callers() {
        city.put(CONFIG, "{\"enabled\":true}");
        String scope = CONFIG + "/dynamicConfigs/poles";
        String section =
                """
                {"scopeId":"poles",
                 "validationContext":{"thingDefinitionPatterns":["^https://models.example/.*$"],
                   "dittoHeadersPatterns":[{"ditto-originator":"^borough:ad.*$"}]},
                 "configOverrides":{"logWarningInsteadOfFailingApiCalls":true}}""";

        assertThat(city.get(scope).statusCode()).isEqualTo(404);
        assertThat(city.put(scope, section).statusCode()).isEqualTo(204);
        assertThat(JsonObject.of(city.get(scope).body())).isEqualTo(JsonObject.of(section));
        assertThat(city.get(CONFIG).body()).contains("dynamicConfig");
        assertThat(city.get(CONFIG + "/dynamicConfigs").body()).startsWith("[{");
        done(city.put(THING + "/attributes/foo", "1"));
        assertThat(city.delete(scope).statusCode()).isEqualTo(204);
        assertThat(city.get(scope).statusCode()).isEqualTo(404);
        refused(city.put(THING + "/attributes/bar", "1"));
    }

    @Test
    void only_operators_switch_checks() {
        assertThat(city.get(CONFIG, "x-user", "eve").statusCode()).isEqualTo(403);
        assertThat(city.put(CONFIG, "{}", "x-user", "").statusCode()).isEqualTo(401);
        assertThat(city.put(CONFIG, "[]").statusCode()).isEqualTo(400);
        assertThat(city.put(
                                CONFIG + "/dynamicConfigs/x",
                                "{\"validationContext\":{\"thingDefinitionPatterns\":[\"(\"]}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(city.post(CONFIG, "{}").statusCode()).isEqualTo(405);
        assertThat(city.get("/devops/wot/other").statusCode()).isEqualTo(404);
    }
}
