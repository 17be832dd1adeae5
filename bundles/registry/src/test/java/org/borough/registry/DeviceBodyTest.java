// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.borough.connect.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices as Hono's registry takes them and shows them. */
class DeviceBodyTest {

    private static final String PATH = "/v1/devices/city/lamp-7";

    private final City city = new City();

    @BeforeEach
    void aTenant() {
        city.post("/v1/tenants/city", "{}");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"via\":\"gw\"}                                        | {\"via\":[\"gw\"]}",
                "{\"via\":[],\"viaGroups\":null,\"ext\":{}}              | {}",
                "{\"memberOf\":[\"g\"],\"via\":[]}                       | {\"memberOf\":[\"g\"]}",
                "{\"authorities\":[\"auto-provisioning-enabled\"]}       | {\"authorities\":[\"auto-provisioning-enabled\"]}",
                "{\"downstream-message-mapper\":\"m\"}                   | {\"downstream-message-mapper\":\"m\"}",
                "{\"command-endpoint\":{\"uri\":\"http://{{deviceId}}\",\"headers\":{\"a\":\"b\"}}}"
                        + " | {\"command-endpoint\":{\"uri\":\"http://{{deviceId}}\",\"headers\":{\"a\":\"b\"}}}",
                "{\"status\":{\"auto-provisioned\":true,\"created\":\"1999\"}} | {}",
            })
    void aBodyIsShownAsHonoShowsIt(String body, String shown) {
        assertThat(city.post(PATH, body).status()).isEqualTo(201);
        JsonNode answer = city.get(PATH).answer();
        assertThat(answer.at("/status/created").asText()).startsWith("2026-11-21");
        assertThat(answer.at("/status/auto-provisioned").asBoolean()).isFalse();
        ((ObjectNode) answer).remove("status");
        assertThat(answer).isEqualTo(City.json(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"memberOf\":[\"g\"],\"viaGroups\":[\"h\"]}",
                "{\"command-endpoint\":{}}",
                "{\"command-endpoint\":{\"uri\":\"x\",\"headers\":{\"a\":[]}}}",
                "{\"via\":[7]}",
                "{\"defaults\":[]}",
                "{\"unexpected\":\"property\"}",
                "7",
                " ",
                "{} {}",
            })
    void aBodyThatIsNotAsItShouldBeIsRefused(String body) {
        Exchange refused = city.post(PATH, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isNotEmpty();
    }

    @Test
    void anUpdateKeepsTheTimeOfCreationAndWhatTheRegistryWroteItself() {
        city.registry.directory().change("gateway:city/gw", edit -> {
            ObjectNode body = Json.object();
            body.putObject(Doc.STATUS).put("auto-provisioned", true);
            return edit.createDevice(
                    edit.found().existingTenant("city"),
                    new DeviceId("city", "lamp-7"),
                    body,
                    Json.MAPPER.createArrayNode());
        });
        JsonNode before = city.get(PATH).answer();
        assertThat(before.at("/status/updated").isMissingNode()).isTrue();
        assertThat(before.at("/status/last-user").asText()).isEqualTo("gateway:city/gw");
        city.clock.advance(Duration.ofSeconds(3));
        assertThat(city.put(PATH, "{\"enabled\":false}").status()).isEqualTo(204);
        JsonNode after = city.get(PATH).answer();
        assertThat(after.at("/status/created")).isEqualTo(before.at("/status/created"));
        assertThat(after.at("/status/updated").asText()).isEqualTo("2026-11-21T12:00:03Z");
        assertThat(after.at("/status/auto-provisioned").asBoolean()).isTrue();
        assertThat(after.at("/status/last-user").asText()).isEqualTo("borough:admin");
    }

    @Test
    void aDeviceOfATenantThatIsGoneIsGoneToo() {
        city.post(PATH, "{}");
        city.delete("/v1/tenants/city");
        assertThat(city.get(PATH).status()).isEqualTo(404);
        assertThat(city.delete(PATH).status()).isEqualTo(204);
        assertThat(city.delete("/v1/devices/city").status()).isEqualTo(204);
    }

    @Test
    void allDevicesOfATenantAreDeletedAtOnce() {
        city.post(PATH, "{}");
        city.post("/v1/devices/city/lamp-8", "{}");
        assertThat(city.delete("/v1/devices/city").status()).isEqualTo(204);
        assertThat(city.get(PATH).status()).isEqualTo(404);
        assertThat(city.get("/v1/credentials/city/lamp-8").status()).isEqualTo(404);
        assertThat(city.get("/city/v1/audit").answer().at("/0/act").asText())
                .isEqualTo("delete all devices of tenant city (2)");
        assertThat(city.delete("/v1/devices/city").status()).isEqualTo(204);
        assertThat(city.delete(PATH).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quoted", "weak", "list", "any", "blank"})
    void aVersionMayComeInEveryFormOfTheHeader(String form) {
        String version = city.post(PATH, "{}").header("ETag");
        String wanted =
                switch (form) {
                    case "quoted" -> "\"" + version + "\"";
                    case "weak" -> "W/\"" + version + "\"";
                    case "list" -> "\"another\", \"" + version + "\"";
                    case "any" -> "*";
                    default -> "";
                };
        assertThat(city.request("PUT", PATH)
                        .header("If-Match", wanted)
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(city.request("DELETE", PATH)
                        .header("If-Match", version)
                        .send()
                        .status())
                .isEqualTo(412);
    }
}
