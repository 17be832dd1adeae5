// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.borough.connect.RegistryChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryChangesTest {

    private final MemoryStores stores = new MemoryStores();
    private final City city = new City(stores, Path.of("target"));

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void everyChangeIsToldInItsOrder() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/lamp", "{\"enabled\":false}");
        city.put("/v1/devices/city/lamp", "{}");
        city.put(
                "/v1/credentials/city/lamp", "[{\"type\":\"psk\",\"auth-id\":\"s\",\"secrets\":[{\"key\":\"AQID\"}]}]");
        city.put("/v1/tenants/city", "{\"enabled\":false}");
        city.delete("/v1/devices/city/lamp");
        city.delete("/v1/tenants/city");
        assertThat(told())
                .containsExactly(
                        "CREATE TENANT city/ true",
                        "CREATE DEVICE city/lamp false",
                        "UPDATE DEVICE city/lamp true",
                        "UPDATE CREDENTIALS city/lamp true",
                        "UPDATE TENANT city/ false",
                        "DELETE DEVICE city/lamp false",
                        "DELETE TENANT city/ false");
        assertThat(city.changes).extracting(RegistryChange::at).containsOnly(city.clock.instant());
    }

    @Test
    void allDevicesOfATenantGoByOneWord() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/a", "{}");
        city.post("/v1/devices/city/b", "{}");
        city.changes.clear();
        city.told.clear();
        assertThat(city.delete("/v1/devices/city").status()).isEqualTo(204);
        assertThat(told()).containsExactly("DELETE ALL_DEVICES city/ false");
        assertThat(city.told).containsExactly("city/+ goes");
        assertThat(city.registry.list("city")).isEmpty();
    }

    @Test
    void whatIsNotOnDiskIsNotTold() {
        city.post("/v1/tenants/city", "{}");
        stores.full(true);
        city.post("/v1/devices/city/a", "{}");
        city.delete("/v1/tenants/city");
        assertThat(told()).containsExactly("CREATE TENANT city/ true");
    }

    private List<String> told() {
        return city.changes.stream()
                .map(change -> change.act() + " " + change.kind() + " " + change.device() + " " + change.enabled())
                .toList();
    }
}
