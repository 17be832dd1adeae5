// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {

    private static final String DEVICE = "/v1/devices/city/lamp-7";

    private final City city = new City();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void aTenantIsMadeReadChangedAndDeleted() {
        Exchange created = city.post("/v1/tenants/city", "{\"ext\":{\"messaging-type\":\"kafka\"}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text()).isEqualTo("{\"id\":\"city\"}");
        assertThat(created.header("Location")).isEqualTo("/v1/tenants/city");
        Exchange read = city.get("/v1/tenants/city");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).isEqualTo("{\"ext\":{\"messaging-type\":\"kafka\"}}");
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        Exchange changed = city.put("/v1/tenants/city", "{\"enabled\":false}");
        assertThat(changed.status()).isEqualTo(204);
        assertThat(changed.header("ETag")).isNotEqualTo(created.header("ETag"));
        assertThat(city.delete("/v1/tenants/city").status()).isEqualTo(204);
        assertThat(city.get("/v1/tenants/city").status()).isEqualTo(404);
    }

    @Test
    void anEmptyBodyMakesATenantAndADeviceWithAnIdOfTheRegistrysChoice() {
        Exchange tenant = city.request("POST", "/v1/tenants").send();
        assertThat(tenant.status()).isEqualTo(201);
        String id = tenant.answer().get("id").asText();
        Exchange device = city.request("POST", "/v1/devices/" + id).send();
        assertThat(device.status()).isEqualTo(201);
        assertThat(city.get(device.header("Location")).status()).isEqualTo(200);
    }

    @Test
    void aDeviceIsMadeReadChangedAndDeleted() {
        tenant();
        assertThat(city.post(DEVICE, "{\"via\":[\"gw\"],\"defaults\":{\"ttl\":3}}")
                        .status())
                .isEqualTo(201);
        JsonNode read = city.get(DEVICE).answer();
        assertThat(read.at("/via/0").asText()).isEqualTo("gw");
        assertThat(read.at("/status/created").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(read.at("/status/last-user").asText()).isEqualTo("borough:admin");
        assertThat(city.put(DEVICE, read.toString()).status()).isEqualTo(204);
        assertThat(city.put(DEVICE, "{\"enabled\":false}").status()).isEqualTo(204);
        assertThat(city.get(DEVICE).answer().has("via")).isFalse();
        assertThat(city.delete(DEVICE).status()).isEqualTo(204);
        assertThat(city.delete(DEVICE).status()).isEqualTo(404);
    }

    @Test
    void whatIsThereAlreadyIsNotMadeAgain() {
        device();
        assertThat(city.post("/v1/tenants/city", "{}").status()).isEqualTo(409);
        assertThat(city.post(DEVICE, "{}").status()).isEqualTo(409);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(city.post(DEVICE, "{}").status()).isEqualTo(404);
        tenant();
        assertThat(city.get(DEVICE).status()).isEqualTo(404);
        assertThat(city.put(DEVICE, "{}").status()).isEqualTo(404);
        assertThat(city.get("/v1/credentials/city/lamp-7").status()).isEqualTo(404);
        assertThat(city.put("/v1/credentials/city/lamp-7", "[]").status()).isEqualTo(404);
        assertThat(city.get(DEVICE).error()).contains("lamp-7");
    }

    @Test
    void onlyTheVersionThatTheCallerKnowsIsChanged() {
        device();
        String version = city.get(DEVICE).header("ETag");
        assertThat(change("nonsense").status()).isEqualTo(412);
        assertThat(change("nonsense").error()).isEqualTo("resource version mismatch");
        assertThat(change(version).status()).isEqualTo(204);
        assertThat(change(version).status()).isEqualTo(412);
        assertThat(city.request("DELETE", DEVICE)
                        .header("If-Match", version)
                        .send()
                        .status())
                .isEqualTo(412);
    }

    private Exchange change(String version) {
        return city.request("PUT", DEVICE)
                .header("If-Match", version)
                .json("{\"enabled\":false}")
                .send();
    }

    @Test
    void credentialsAndDeviceShareOneVersion() {
        device();
        String before = city.get(DEVICE).header("ETag");
        city.put("/v1/credentials/city/lamp-7", "[]");
        assertThat(city.get(DEVICE).header("ETag")).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/tenants/city/x | {\"unknown\":1}                            | [unknown]",
                "/v1/tenants/t      | {\"enabled\":\"yes\"}                      | [enabled] must be a boolean",
                "/v1/tenants/t      | {\"adapters\":[]}                          | must not be empty",
                "/v1/tenants/t      | {\"adapters\":[{\"enabled\":true}]}        | [adapters/0/type]",
                "/v1/tenants/t      | {\"adapters\":[{\"type\":\"a\"},{\"type\":\"a\"}]} | twice",
                "/v1/tenants/t      | {\"resource-limits\":{\"max\":1}}          | [resource-limits/max]",
                "/v1/tenants/t      | nonsense                                   | not JSON",
                "/v1/tenants/t      | {\"enabled\":true,\"enabled\":false}       | Duplicate",
                "/v1/devices/city/d | {\"via\":7}                               | [via] must be an array",
                "/v1/devices/city/d | {\"via\":[\"a\"],\"memberOf\":[\"b\"]}     | memberOf",
                "/v1/devices/city/d | []                                         | must be an object",
                "/v1/devices/city/ä | {}                                         | invalid device identifier",
                "/v1/devices/ci+y/d | {}                                         | invalid tenant identifier",
            })
    void aBodyThatIsNotAsItShouldBeIsRefusedByMember(String path, String body, String complaint) {
        tenant();
        Exchange refused = city.post(path.replace("/city/x", "/x"), body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains(complaint);
    }

    @Test
    void aBodyOfAnotherTypeOrSizeIsRefused() {
        Exchange type =
                city.request("POST", "/v1/tenants/t").body("text/plain", "{}").send();
        assertThat(type.status()).isEqualTo(400);
        assertThat(type.error()).startsWith("Unsupported Content-Type [text/plain]");
        Exchange size = city.post("/v1/tenants/t", "{\"alias\":\"" + "x".repeat(2000) + "\"}");
        assertThat(size.status()).isEqualTo(413);
        tenant();
        assertThat(city.put("/v1/tenants/city", "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tenants", "/v1/devices/city", "/v1/credentials/city/lamp-7", "/city/v1/templates"})
    void onlyAdministratorsComeIn(String path) {
        Exchange nobody = city.request("GET", path).as("", false).send();
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(city.request("GET", path).as("bob", false).send().status()).isEqualTo(403);
    }

    @Test
    void aWrongMethodOrPlaceIsToldWhatWouldBeRight() {
        assertThat(city.request("PATCH", "/v1/tenants/city").send().status()).isEqualTo(405);
        assertThat(city.put("/v1/tenants", "{}").error()).contains("use GET, POST");
        assertThat(city.get("/v1/devices/a/b/c").status()).isEqualTo(404);
    }

    @Test
    void limitsOfTheTenantAreKept() {
        city.post("/v1/tenants/city", "{\"registration-limits\":{\"max-devices\":1,\"max-credentials-per-device\":1}}");
        assertThat(city.post("/v1/devices/city/a", "{}").status()).isEqualTo(201);
        assertThat(city.post("/v1/devices/city/b", "{}").status()).isEqualTo(403);
        assertThat(city.delete("/v1/devices/city").status()).isEqualTo(204);
        assertThat(city.post("/v1/devices/city/b", "{}").status()).isEqualTo(201);
    }

    @Test
    void everyChangeIsInTheAuditWithTheOneWhoMadeIt() {
        tenant();
        city.request("POST", DEVICE).as("bob", true).send();
        city.get(DEVICE);
        city.delete(DEVICE);
        JsonNode audit = city.get("/city/v1/audit").answer();
        assertThat(audit).hasSize(3);
        assertThat(audit.get(0).get("act").asText()).isEqualTo("delete device city/lamp-7");
        assertThat(audit.get(1).get("by").asText()).isEqualTo("borough:bob");
        assertThat(audit.get(1).get("at").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(city.delete("/city/v1/audit").status()).isEqualTo(405);
    }

    private void tenant() {
        assertThat(city.post("/v1/tenants/city", "{}").status()).isEqualTo(201);
    }

    private void device() {
        tenant();
        assertThat(city.post(DEVICE, "{}").status()).isEqualTo(201);
    }
}
