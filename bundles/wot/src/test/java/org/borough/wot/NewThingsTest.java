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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models make of new things and features, over HTTP. */
class NewThingsTest {

    private static final String POLE = "https://models.example/pole-1.0.0.tm.json";
    private static final String SPOT = "https://models.example/spot-1.0.0.tm.json";
    private static final String SWITCH = "https://models.example/switch-1.0.0.tm.json";

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

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonObject.of(answer.body());
    }

    @Test
    void a_thing_begins_with_attributes_and_features_of_its_model() {
        HttpResponse<String> made = city.put("/api/2/things/city:pole-1", "{\"definition\":\"" + POLE + "\"}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("etag")).contains("\"rev:1\"");
        JsonObject thing = json(made);
        assertThat(thing.getValue("attributes").orElseThrow())
                .isEqualTo(
                        JsonObject.of(
                                """
                        {"maker":"unknown","height":2.5,"painted":false,"place":{"street":"","number":1}}"""));
        assertThat(thing.getValue("features/spot").orElseThrow())
                .isEqualTo(JsonObject.of(
                        """
                        {"definition":["%s","%s"],
                         "properties":{"on":false,"level":0.0,"colour":{"r":0,"g":0,"b":0}}}"""
                                .formatted(SPOT, SWITCH)));
        assertThat(thing.getValue("features/meter/properties").orElseThrow())
                .isEqualTo(
                        JsonObject.of(
                                """
                        {"status":{"power":0.0,"readAt":"1970-01-01T00:00:00Z"},"config":{"tariff":"day"}}"""));
    }

    @Test
    void what_is_given_goes_before_what_the_model_says() {
        HttpResponse<String> made = city.post(
                "/api/2/things",
                """
                {"definition":"%s","attributes":{"height":8,"place":{"street":"Main"}},
                 "features":{"spot":{"properties":{"on":true}}}}"""
                        .formatted(POLE));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).getValue("attributes/height")).contains(JsonValue.of(8));
        assertThat(json(made).getValue("attributes/place"))
                .contains(JsonObject.of("{\"street\":\"Main\",\"number\":1}"));
        assertThat(json(made).getValue("features/spot/properties/on")).contains(JsonValue.of(true));
        assertThat(json(made).getValue("features/spot/properties/level")).contains(JsonValue.of(0.0));
    }

    @Test
    void a_merge_that_makes_a_thing_begins_alike() {
        HttpResponse<String> made = city.patch("/api/2/things/city:pole-2", "{\"definition\":\"" + POLE + "\"}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(city.get("/api/2/things/city:pole-2/attributes/maker").body())
                .isEqualTo("\"unknown\"");
    }

    @Test
    void a_feature_begins_with_properties_of_its_model_but_only_when_it_is_new() {
        city.put("/api/2/things/city:plain", "{}");
        String path = "/api/2/things/city:plain/features/light";

        HttpResponse<String> made = city.put(path, "{\"definition\":[\"" + SPOT + "\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(city.get(path)).getValue("properties"))
                .contains(JsonObject.of("{\"on\":false,\"level\":0.0,\"colour\":{\"r\":0,\"g\":0,\"b\":0}}"));

        String whole = "{\"on\":true,\"level\":0.5,\"colour\":{\"r\":1,\"g\":2,\"b\":3}}";
        HttpResponse<String> changed =
                city.put(path, "{\"definition\":[\"" + SPOT + "\"],\"properties\":" + whole + "}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(json(city.get(path)).getValue("properties")).contains(JsonObject.of(whole));
    }

    @Test
    void a_definition_that_names_no_model_is_only_text() {
        HttpResponse<String> made = city.put(
                "/api/2/things/city:text", "{\"definition\":\"org.example:any:1.0\",\"attributes\":{\"a\":1}}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).getValue("attributes")).contains(JsonObject.of("{\"a\":1}"));
    }

    @Test
    void a_model_that_cannot_be_had_is_ditto_s_error() {
        HttpResponse<String> unlisted =
                city.put("/api/2/things/city:none", "{\"definition\":\"https://strange.example/x.tm.json\"}");
        HttpResponse<String> missing =
                city.put("/api/2/things/city:none", "{\"definition\":\"https://models.example/none.tm.json\"}");
        HttpResponse<String> broken = broken("{\"@type\":\"Thing\"}");
        HttpResponse<String> text = broken("no json");
        HttpResponse<String> itself = broken(
                """
                {"@type":"tm:ThingModel","links":[{"rel":"tm:extends","href":"https://models.example/broken"}]}""");

        assertThat(unlisted.statusCode()).as(unlisted.body()).isEqualTo(421);
        assertThat(json(unlisted).getValue("error")).contains(JsonValue.of("wot:tm.notfound"));
        assertThat(unlisted.body()).contains("allowedHosts");
        assertThat(missing.statusCode()).isEqualTo(421);
        assertThat(json(missing).getValue("error")).contains(JsonValue.of("wot:tm.notfound"));
        assertThat(broken.statusCode()).as(broken.body()).isEqualTo(400);
        assertThat(json(broken).getValue("error")).contains(JsonValue.of("wot:tm.invalid"));
        assertThat(json(text).getValue("error")).contains(JsonValue.of("wot:tm.invalid"));
        assertThat(json(itself).getValue("error")).contains(JsonValue.of("wot:tm.invalid"));
        assertThat(city.get("/api/2/things/city:none").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> broken(String document) {
        String path = "/broken" + Integer.toHexString(document.hashCode());
        city.host.put(path, document.replace("/broken\"", path + "\""));
        return city.put("/api/2/things/city:none", "{\"definition\":\"https://models.example" + path + "\"}");
    }
}
