// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistryChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewcomersTest {

    private final MemoryStores stores = new MemoryStores();
    private City city = new City(stores, Path.of("target"));
    private final Authority authority = Authority.named("CN=City CA");

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void anAuthorityThatMayRegistersDevicesWithTheirCredentials() {
        trust(authority.entry().put("auto-provisioning-enabled", true));
        Admission.Admitted first = (Admission.Admitted) login("CN=new,O=City");
        assertThat(first.created()).isTrue();
        DeviceId id = first.registration().device();
        assertThat(((Admission.Admitted) login("CN=new,O=City")).created()).isFalse();
        JsonNode device = city.get("/v1/devices/city/" + id.id()).answer();
        assertThat(device.at("/status/auto-provisioned").asBoolean()).isTrue();
        assertThat(device.at("/status/last-user").asText()).isEqualTo("certificate:CN=new,O=City");
        assertThat(device.has("authorities")).isFalse();
        JsonNode credentials = city.get("/v1/credentials/city/" + id.id()).answer();
        assertThat(credentials.at("/0/auth-id").asText()).isEqualTo("CN=new,O=City");
        assertThat(credentials.at("/0/type").asText()).isEqualTo("x509-cert");
        assertThat(city.get("/city/v1/audit").answer().at("/0/by").asText()).isEqualTo("certificate:CN=new,O=City");
        assertThat(city.changes.subList(1, city.changes.size()))
                .extracting(RegistryChange::kind)
                .containsExactly(RegistryChange.Kind.DEVICE, RegistryChange.Kind.CREDENTIALS);
    }

    @Test
    void thatItWasRegisteredByItselfStaysKnown() {
        trust(authority
                .entry()
                .put("auto-provisioning-enabled", true)
                .put("auto-provisioning-device-id-template", "dev-{{subject-cn}}"));
        login("CN=new");
        assertThat(city.put("/v1/devices/city/dev-new", "{\"defaults\":{\"ttl\":3}}")
                        .status())
                .isEqualTo(204);
        city.close();
        city = new City(stores, Path.of("target"));
        JsonNode device = city.get("/v1/devices/city/dev-new").answer();
        assertThat(device.at("/status/auto-provisioned").asBoolean()).isTrue();
        assertThat(device.at("/defaults/ttl").asInt()).isEqualTo(3);
        assertThat(((Admission.Admitted) login("CN=new")).created()).isFalse();
    }

    @Test
    void templatesMakeIdsAndNames() {
        trust(authority
                .entry()
                .put("auto-provisioning-enabled", true)
                .put("auto-provision-as-gateway", true)
                .put("auto-provisioning-device-id-template", "{{subject-dn}}")
                .put("auth-id-template", "{{subject-cn}}"));
        assertThat(City.status(login("CN=box"))).isEqualTo(200);
        assertThat(city.get("/v1/credentials/city/CN=box")
                        .answer()
                        .at("/0/auth-id")
                        .asText())
                .isEqualTo("box");
        assertThat(city.get("/v1/devices/city/CN=box")
                        .answer()
                        .at("/authorities/0")
                        .asText())
                .isEqualTo("auto-provisioning-enabled");
        Admission refused = login("CN=box,O=City");
        assertThat(((Admission.Admitted) refused).created()).isFalse();
        assertThat(City.status(login("CN=other,O=City"))).isEqualTo(403);
        assertThat(City.status(login("O=City"))).isEqualTo(401);
    }

    @Test
    void whoeverIsThereAlreadyIsNotTakenOver() {
        trust(authority
                .entry()
                .put("auto-provisioning-enabled", true)
                .put("auto-provisioning-device-id-template", "{{subject-cn}}"));
        city.post("/v1/devices/city/lamp", "{}");
        assertThat(City.status(login("CN=lamp"))).isEqualTo(403);
        assertThat(city.get("/v1/credentials/city/lamp").answer()).isEmpty();
    }

    @Test
    void anAuthorityThatMayNotRegistersNobody() {
        trust(authority.entry().put("auto-provisioning-enabled", false));
        assertThat(City.status(login("CN=new"))).isEqualTo(401);
        assertThat(city.registry.list("city")).isEmpty();
    }

    @Test
    void nobodyIsRegisteredWhereTheAdapterIsDisabledOrTheTenantIsFull() {
        ObjectNode tenant = Json.object();
        tenant.putArray("trusted-ca").add(authority.entry().put("auto-provisioning-enabled", true));
        tenant.putObject("registration-limits").put("max-devices", 0);
        city.post("/v1/tenants/city", tenant.toString());
        Admission full = login("CN=new");
        assertThat(City.status(full)).isEqualTo(403);
        assertThat(((Admission.Refused) full).reason()).contains("no more than 0 devices");
        tenant.remove("registration-limits");
        tenant.putArray("adapters").addObject().put("type", "hono-http").put("enabled", true);
        city.put("/v1/tenants/city", tenant.toString());
        assertThat(City.status(login("CN=new"))).isEqualTo(403);
        assertThat(city.registry.list("city")).isEmpty();
    }

    @Test
    void aFullDiskRegistersNobody() {
        trust(authority.entry().put("auto-provisioning-enabled", true));
        stores.full(true);
        assertThat(City.status(login("CN=new"))).isEqualTo(503);
        stores.full(false);
        assertThat(City.status(login("CN=new"))).isEqualTo(200);
    }

    @Test
    void manyConnectionsAtOnceRegisterADeviceOnce() {
        trust(authority.entry().put("auto-provisioning-enabled", true));
        X509Certificate certificate = authority.issue("CN=new");
        List<CompletionStage<Admission>> all = IntStream.range(0, 50)
                .mapToObj(i ->
                        city.registry.authenticate(new Credential.Certificate("", List.of(certificate)), "hono-mqtt"))
                .toList();
        List<Admission.Admitted> admitted = all.stream()
                .map(City::await)
                .map(Admission.Admitted.class::cast)
                .toList();
        assertThat(admitted).filteredOn(Admission.Admitted::created).hasSize(1);
        assertThat(city.registry.list("city")).hasSize(1);
    }

    @Test
    void aGatewayThatMayRegistersTheDevicesBehindIt() {
        city.post("/v1/tenants/city", "{\"registration-limits\":{\"max-devices\":2}}");
        city.post("/v1/devices/city/gw", "{\"memberOf\":[\"west\"],\"authorities\":[\"auto-provisioning-enabled\"]}");
        Admission.Admitted made = (Admission.Admitted) provision("new", "gw");
        assertThat(made.created()).isTrue();
        assertThat(made.registration().via()).containsExactly("gw");
        assertThat(((Admission.Admitted) provision("new", "gw")).created()).isFalse();
        JsonNode device = city.get("/v1/devices/city/new").answer();
        assertThat(device.at("/via/0").asText()).isEqualTo("gw");
        assertThat(device.at("/viaGroups/0").asText()).isEqualTo("west");
        assertThat(device.at("/status/auto-provisioned").asBoolean()).isTrue();
        assertThat(device.at("/status/last-user").asText()).isEqualTo("gateway:city/gw");
        assertThat(City.status(provision("third", "gw"))).isEqualTo(403);
        assertThat(city.get("/v1/devices/city/third").status()).isEqualTo(404);
    }

    @Test
    void aGatewayThatMayNotOrIdsThatCannotBeAreRefusedAsBefore() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/gw", "{}");
        city.post("/v1/devices/city/may", "{\"authorities\":[\"auto-provisioning-enabled\"]}");
        assertThat(provision("new", "gw")).isEqualTo(city.admit("city", "new", "gw"));
        assertThat(City.status(provision("new", "gw"))).isEqualTo(404);
        assertThat(City.status(provision("new", ""))).isEqualTo(404);
        assertThat(City.status(provision("new", "nobody"))).isEqualTo(404);
        assertThat(City.status(provision("no id/", "may"))).isEqualTo(404);
        city.post("/v1/devices/city/off", "{\"enabled\":false}");
        assertThat(City.status(provision("off", "may"))).isEqualTo(404);
        assertThat(City.status(provision("gw", "may"))).isEqualTo(403);
        city.put("/v1/devices/city/may", "{\"enabled\":false,\"authorities\":[\"auto-provisioning-enabled\"]}");
        assertThat(City.status(provision("new", "may"))).isEqualTo(404);
    }

    private Admission provision(String device, String gateway) {
        return City.await(city.registry.provision(new DeviceId("city", device), gateway, "hono-mqtt"));
    }

    private Admission login(String subject) {
        return City.await(city.registry.authenticate(
                new Credential.Certificate("", List.of(authority.issue(subject))), "hono-mqtt"));
    }

    private void trust(ObjectNode anchor) {
        ObjectNode body = Json.object();
        body.putArray("trusted-ca").add(anchor);
        assertThat(city.post("/v1/tenants/city", body.toString()).status()).isEqualTo(201);
    }
}
