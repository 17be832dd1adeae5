// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.borough.thing.Status;
import org.junit.jupiter.api.Test;

class DiskTest {

    private final MemoryStores stores = new MemoryStores();

    @Test
    void aFullDiskRefusesChangesAndLosesNothing() {
        try (City city = new City(stores, Path.of("target"))) {
            city.post("/v1/tenants/city", "{}");
            stores.full(true);
            Exchange refused = city.post("/v1/devices/city/lamp", "{}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.error()).contains("Free some space");
            assertThat(city.get("/v1/devices/city/lamp").status()).isEqualTo(404);
            assertThat(city.delete("/v1/tenants/city").status()).isEqualTo(503);
            assertThat(city.get("/v1/tenants/city").status()).isEqualTo(200);
            assertThat(new RegistryHealth(city.registry).status().level()).isEqualTo(Status.Level.FAILED);
            stores.full(false);
            assertThat(city.post("/v1/devices/city/lamp", "{}").status()).isEqualTo(201);
        }
    }

    @Test
    void everythingIsThereAfterARestart() {
        try (City city = new City(stores, Path.of("target"))) {
            city.post("/v1/tenants/city", "{\"alias\":\"c\"}");
            city.post("/v1/devices/city/lamp", "{\"via\":[\"gw\"]}");
            city.post("/v1/devices/city/gone", "{}");
            city.delete("/v1/devices/city/gone");
        }
        try (City city = new City(stores, Path.of("target"))) {
            assertThat(city.get("/v1/tenants/city").answer().get("alias").asText())
                    .isEqualTo("c");
            assertThat(city.get("/v1/devices/city").answer().get("total").asInt())
                    .isEqualTo(1);
            city.delete("/v1/devices/city/lamp");
            assertThat(city.get("/city/v1/audit").answer()).hasSize(5);
            assertThat(city.request("GET", "/city/v1/audit")
                            .parameter("limit", "1")
                            .send()
                            .answer()
                            .at("/0/act")
                            .asText())
                    .isEqualTo("delete device city/lamp");
        }
    }

    @Test
    void aDamagedEntryIsNamedAndDoesNotStopTheOthers() {
        try (City city = new City(stores, Path.of("target"))) {
            city.post("/v1/tenants/city", "{}");
            city.post("/v1/devices/city/lamp", "{}");
        }
        stores.damage(
                "d/city/broken".getBytes(StandardCharsets.UTF_8), "{\"version\":".getBytes(StandardCharsets.UTF_8));
        try (City city = new City(stores, Path.of("target"))) {
            assertThat(city.get("/v1/devices/city/lamp").status()).isEqualTo(200);
            Status status = new RegistryHealth(city.registry).status();
            assertThat(status.level()).isEqualTo(Status.Level.DEGRADED);
            assertThat(status.reason()).contains("city/broken");
        }
    }

    @Test
    void aTenantGoesInOneBatch() {
        try (City city = new City(stores, Path.of("target"))) {
            city.post("/v1/tenants/city", "{}");
            city.post("/v1/devices/city/a", "{}");
            city.post("/v1/devices/city/b", "{}");
            int before = stores.batches();
            city.delete("/v1/tenants/city");
            assertThat(stores.batches()).isEqualTo(before + 1);
        }
    }
}
