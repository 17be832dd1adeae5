// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thing Descriptions by content negotiation, the directory, and the models of the city, over HTTP. */
class DescriptionTest {

    private static final String[] TD = {"accept", "application/td+json"};
    private static final String[] TD_FOR_GUEST = {"accept", "application/td+json", "x-user", "guest"};
    private static final String POLE = "https://models.example/pole-1.0.0.tm.json";
    private static final String THING = "/api/2/things/city:pole";
    private static final String POLICY =
            """
            {"entries":{
              "owner":{"subjects":{"borough:admin":{"type":"user"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "guest":{"subjects":{"borough:guest":{"type":"user"}},"resources":{
                "thing:/definition":{"grant":["READ"],"revoke":[]},
                "thing:/attributes/height":{"grant":["READ"],"revoke":[]},
                "thing:/attributes/model-placeholders":{"grant":["READ"],"revoke":[]},
                "thing:/features/meter":{"grant":["READ"],"revoke":[]}}}}}""";

    @TempDir
    private static Path folder;

    private static City city;

    @BeforeAll
    static void start() throws Exception {
        city = new City(folder, Map.of("skippedChecks", new String[] {"thing.forbid.nonModeledAttributes"}));
        HttpResponse<String> made = city.put(
                THING,
                """
                {"definition":"%s","_policy":%s,"attributes":{"model-placeholders":{"POLE_NUMBER":"17"}}}"""
                        .formatted(POLE, POLICY));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        city.models.own().add(1, Map.of("borough:luminaire:1.0.0", OwnModelsTest.model("luminaire")));
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    private static JsonObject td(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/td+json");
        return JsonObject.of(answer.body());
    }

    private static JsonArray array(String json) {
        return JsonArray.of(json);
    }

    @Test
    void a_thing_describes_itself_when_asked_so() {
        JsonObject td = td(city.get(THING, TD));

        assertThat(td.getValue("@type")).contains(JsonValue.of("Thing"));
        assertThat(td.getValue("id")).contains(JsonValue.of("urn:city:pole"));
        assertThat(td.getValue("title")).contains(JsonValue.of("Pole 17"));
        assertThat(td.getValue("base")).contains(JsonValue.of("https://city.example/api/2/things/city:pole/"));
        assertThat(td.getValue("version")).contains(JsonObject.of("{\"model\":\"1.0.0\",\"instance\":\"1.0.0\"}"));
        assertThat(td.getValue("security")).contains(JsonValue.of("basic_sc"));
        assertThat(td.getValue("created")).isPresent();
        assertThat(td.getValue("schemaDefinitions/dittoError/required"))
                .contains(array("[\"status\",\"error\",\"message\"]"));
        assertThat(td.getValue("uriVariables/channel/enum")).contains(array("[\"twin\",\"live\"]"));
        assertThat(td.getValue("tm:optional")).isEmpty();
        assertThat(td.getValue("links"))
                .contains(array(
                        """
                        [{"rel":"type","href":"%s","type":"application/tm+json"},
                         {"rel":"item","href":"features/spot","type":"application/td+json"},
                         {"rel":"item","href":"features/meter","type":"application/td+json"},
                         {"rel":"license","href":"https://models.example/licence.txt"}]"""
                                .formatted(POLE)));
    }

    @Test
    void its_forms_lead_to_ditto_s_calls() {
        JsonObject td = td(city.get(THING, TD));

        JsonArray root = td.getValue("forms").orElseThrow().asArray();
        assertThat(root.getSize()).isEqualTo(6);
        assertThat(root.get(0))
                .contains(
                        JsonObject.of(
                                """
                        {"op":"readallproperties","href":"attributes{?channel,timeout}","htv:methodName":"GET",
                         "contentType":"application/json",
                         "additionalResponses":[{"success":false,"schema":"dittoError"}]}"""));
        assertThat(root.get(5).orElseThrow().asObject().getValue("href")).contains(JsonValue.of("outbox/messages"));
        JsonArray height = td.getValue("properties/height/forms").orElseThrow().asArray();
        assertThat(height.stream()
                        .map(form ->
                                form.asObject().getValue("href").orElseThrow().asString()))
                .containsExactly(
                        "attributes/height{?channel,timeout}",
                        "attributes/height{?channel,timeout,response-required}",
                        "attributes/height{?channel,timeout,response-required}",
                        "attributes/height");
        assertThat(td.getValue("properties/maker/forms").orElseThrow().asArray().getSize())
                .isEqualTo(2);
        assertThat(td.getValue("properties/maker/observable")).contains(JsonValue.of(true));
        assertThat(td.getValue("actions/inspect/synchronous")).contains(JsonValue.of(true));
        assertThat(td.getValue("actions/inspect/forms").orElseThrow().toString())
                .contains("inbox/messages/inspect{?timeout,response-required}", "invokeaction", "POST");
        assertThat(td.getValue("events/hit/forms").orElseThrow().toString())
                .contains("\"outbox/messages/hit\"", "subscribeevent", "sse");
    }

    @Test
    void a_feature_describes_itself_with_what_its_model_extends() {
        JsonObject td = td(city.get(THING + "/features/spot", TD));

        assertThat(td.getValue("id")).contains(JsonValue.of("urn:city:pole/features/spot"));
        assertThat(td.getValue("base"))
                .contains(JsonValue.of("https://city.example/api/2/things/city:pole/features/spot/"));
        assertThat(td.getValue("@type")).contains(array("[\"Thing\",\"sosa:Actuator\"]"));
        assertThat(td.getValue("properties").orElseThrow().asObject().getKeys()).hasSize(3);
        assertThat(td.getValue("properties/colour/properties/g"))
                .contains(JsonObject.of("{\"title\":\"Green\",\"type\":\"integer\",\"minimum\":0,\"maximum\":255}"));
        assertThat(td.getValue("links").orElseThrow().asArray().get(0))
                .contains(
                        JsonObject.of(
                                """
                        {"rel":"collection","href":"https://city.example/api/2/things/city:pole/",
                         "type":"application/td+json"}"""));
        assertThat(td.getValue("actions/toggle")).isPresent();
        assertThat(td(city.get(THING + "/features/meter", TD))
                        .getValue("properties/power/forms")
                        .orElseThrow()
                        .toString())
                .contains("properties/status/power{?channel,timeout}");
    }

    @Test
    void a_reader_sees_only_what_there_is_for_them() {
        JsonObject td = td(city.get(THING, TD_FOR_GUEST));

        assertThat(td.getValue("properties").orElseThrow().asObject().getKeys()).containsExactly(Json.key("height"));
        assertThat(td.getValue("properties/height/forms").orElseThrow().toString())
                .doesNotContain("writeproperty");
        assertThat(td.getValue("actions")).contains(JsonObject.empty());
        assertThat(td.getValue("links").orElseThrow().toString())
                .contains("features/meter")
                .doesNotContain("features/spot");
        assertThat(city.get(THING + "/features/spot", TD_FOR_GUEST).statusCode())
                .isEqualTo(404);
        assertThat(city.get(THING, "accept", "application/td+json", "x-user", "eve")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_has_no_model_has_no_description() {
        city.put("/api/2/things/city:plain", "{\"features\":{\"a\":{}}}");
        city.put("/api/2/things/city:open", "{\"definition\":\"" + POLE + "\"}");

        HttpResponse<String> plain = city.get("/api/2/things/city:plain", TD);
        HttpResponse<String> feature = city.get("/api/2/things/city:plain/features/a", TD);
        HttpResponse<String> unfilled = city.get("/api/2/things/city:open", TD);

        assertThat(plain.statusCode()).isEqualTo(404);
        assertThat(JsonObject.of(plain.body()).getValue("error")).contains(JsonValue.of("wot:definition.invalid"));
        assertThat(feature.statusCode()).isEqualTo(404);
        assertThat(unfilled.statusCode()).isEqualTo(400);
        assertThat(JsonObject.of(unfilled.body()).getValue("error"))
                .contains(JsonValue.of("wot:tm.placeholder.unresolved"));
    }

    @Test
    void the_directory_lists_descriptions_page_by_page() {
        for (int each = 1; each <= 3; each++) {
            city.put("/api/2/things/list:lamp-" + each, "{\"definition\":\"borough:luminaire:1.0.0\"}");
        }
        JsonObject directory = td(city.get("/.well-known/wot"));
        HttpResponse<String> first = city.get("/wot/things?limit=2");
        HttpResponse<String> guest = city.get("/wot/things", "x-user", "guest");

        assertThat(directory.getValue("@type")).contains(JsonValue.of("ThingDirectory"));
        assertThat(directory.getValue("properties/things/forms")).isPresent();
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        String next = first.headers().firstValue("link").orElseThrow();
        assertThat(next).endsWith("rel=\"next\"");
        int found = 0;
        HttpResponse<String> page = first;
        for (int pages = 0; pages < 9 && page != null; pages++) {
            found += (int) JsonArray.of(page.body()).stream()
                    .filter(td -> td.toString().contains("urn:list:lamp-"))
                    .count();
            page = page.headers()
                    .firstValue("link")
                    .map(link -> city.get(link.substring(1, link.indexOf('>'))))
                    .orElse(null);
        }
        assertThat(found).isEqualTo(3);
        assertThat(JsonArray.of(guest.body()).getSize()).isEqualTo(1);
        assertThat(td(city.get("/wot/things/city:pole")).getValue("id")).contains(JsonValue.of("urn:city:pole"));
        assertThat(city.get("/wot/things/city:pole", "x-user", "eve").statusCode())
                .isEqualTo(404);
        assertThat(city.get("/wot/things?limit=0").statusCode()).isEqualTo(400);
        assertThat(city.get("/.well-known/wot", "x-user", "").statusCode()).isEqualTo(401);
        assertThat(city.post("/wot/things", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void models_of_the_city_have_addresses() {
        HttpResponse<String> model = city.get("/models/luminaire-1.0.0.tm.json", "x-user", "guest");
        String tag = model.headers().firstValue("etag").orElseThrow();

        assertThat(model.statusCode()).isEqualTo(200);
        assertThat(model.headers().firstValue("content-type").orElse("")).startsWith("application/tm+json");
        assertThat(model.headers().firstValue("cache-control")).contains("private, max-age=3600");
        assertThat(city.get("/models/luminaire-1.0.0.tm.json", "if-none-match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(city.get("/models/luminaire-1.0.0.tm.json", "x-user", "").statusCode())
                .isEqualTo(401);
        assertThat(city.get("/models/none-1.0.0.tm.json").statusCode()).isEqualTo(404);
        assertThat(city.get("/models/").body()).contains("borough:luminaire:1.0.0");
        String address = City.BASE + "/models/luminaire-1.0.0.tm.json";
        HttpResponse<String> made = city.put("/api/2/things/city:by-address", "{\"definition\":\"" + address + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(td(city.get("/api/2/things/city:by-address", TD))
                        .getValue("links")
                        .orElseThrow()
                        .toString())
                .contains(address);
    }
}
