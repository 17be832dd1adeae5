// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.borough.connect.Admission;
import org.borough.connect.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewaysTest {

    private final MemoryStores stores = new MemoryStores();
    private City city = new City(stores, Path.of("target"));

    @BeforeEach
    void aSensorBehindAGroup() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/sensor", "{\"via\":[\"own\"],\"viaGroups\":[\"west\",\"east\"]}");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void theMembersOfItsGroupsMaySpeakForADevice() {
        assertThat(via()).containsExactly("own");
        city.post("/v1/devices/city/gw-1", "{\"memberOf\":[\"west\"]}");
        assertThat(via()).containsExactlyInAnyOrder("own", "gw-1");
        city.post("/v1/devices/city/gw-2", "{\"memberOf\":[\"east\",\"north\"]}");
        assertThat(via()).containsExactlyInAnyOrder("own", "gw-1", "gw-2");
    }

    @Test
    void changesOfEitherSideCountAtOnce() {
        city.post("/v1/devices/city/gw-1", "{\"memberOf\":[\"west\"]}");
        city.post("/v1/devices/city/gw-2", "{\"memberOf\":[\"east\"]}");
        assertThat(via()).contains("gw-1", "gw-2");
        city.put("/v1/devices/city/gw-1", "{\"memberOf\":[\"north\"]}");
        assertThat(via()).containsExactlyInAnyOrder("own", "gw-2");
        city.put("/v1/devices/city/sensor", "{\"viaGroups\":[\"north\"]}");
        assertThat(via()).containsExactly("gw-1");
        city.delete("/v1/devices/city/gw-1");
        assertThat(via()).isEmpty();
    }

    @Test
    void groupsAreKnownAfterARestart() {
        city.post("/v1/devices/city/a-gw", "{\"memberOf\":[\"west\"]}");
        city.close();
        city = new City(stores, Path.of("target"));
        assertThat(via()).containsExactlyInAnyOrder("own", "a-gw");
    }

    @Test
    void groupsOfOtherTenantsAreOthers() {
        city.post("/v1/tenants/other", "{}");
        city.post("/v1/devices/other/gw-1", "{\"memberOf\":[\"west\"]}");
        assertThat(via()).containsExactly("own");
    }

    @Test
    void anAnswerIsRememberedAndItsGatewaysAreShared() {
        city.post("/v1/devices/city/other", "{\"via\":[\"own\"],\"viaGroups\":[\"west\",\"east\"]}");
        city.post("/v1/devices/city/gw-1", "{\"memberOf\":[\"west\"]}");
        assertThat(registration("sensor")).isSameAs(registration("sensor"));
        assertThat(registration("sensor").via()).isSameAs(registration("other").via());
    }

    private Set<String> via() {
        return registration("sensor").via();
    }

    private Registration registration(String device) {
        return ((Admission.Admitted) city.admit("city", device, "")).registration();
    }
}
