// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {

    private final MemoryStores stores = new MemoryStores();
    private City city = new City(stores, Path.of("target"));

    @BeforeEach
    void aLampBehindAGateway() {
        city.post("/v1/tenants/city", "{\"defaults\":{\"ttl\":30,\"Zone\":\"north\"}}");
        city.post("/v1/devices/city/lamp", "{\"defaults\":{\"adapter\":\"nas:ul20xx\",\"ttl\":5},\"via\":[\"gw\"]}");
        city.post("/v1/devices/city/gw", "{\"memberOf\":[\"west\"]}");
        city.put("/v1/credentials/city/lamp", password("lamp", "\"pwd-plain\":\"s3cret\""));
        city.told.clear();
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void theRightPasswordOpensAndTheRegistrationComesWithItsDefaults() {
        Registration registration = ((Admission.Admitted) city.login("city", "lamp", "s3cret")).registration();
        assertThat(registration.device()).isEqualTo(new DeviceId("city", "lamp"));
        assertThat(registration.defaults())
                .containsEntry("adapter", "nas:ul20xx")
                .containsEntry("ttl", "5")
                .containsEntry("zone", "north");
        assertThat(registration.via()).containsExactly("gw");
    }

    @Test
    void wrongPasswordsNamesAndTenantsAreAllTheSame() {
        Admission wrong = city.login("city", "lamp", "wrong");
        assertThat(City.status(wrong)).isEqualTo(401);
        assertThat(city.login("city", "nobody", "s3cret")).isEqualTo(wrong);
        assertThat(city.login("nowhere", "lamp", "s3cret")).isEqualTo(wrong);
        assertThat(city.login("city", "lamp", "")).isEqualTo(wrong);
    }

    @Test
    void aLoginSurvivesARestart() {
        city.close();
        city = new City(stores, Path.of("target"));
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(200);
        assertThat(City.status(city.login("city", "lamp", "wrong"))).isEqualTo(401);
    }

    @Test
    void aPasswordIsGoodInItsTimeOnly() {
        city.put(
                "/v1/credentials/city/lamp",
                password("lamp", "\"pwd-plain\":\"s3cret\",\"not-after\":\"2026-11-21T14:00:00+01:00\""));
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(200);
        city.clock.advance(Duration.ofHours(2));
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(401);
    }

    @Test
    void disabledCredentialsDevicesTenantsAndAdaptersAreRefused() {
        city.put("/v1/devices/city/lamp", "{\"enabled\":false}");
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(404);
        city.put("/v1/devices/city/lamp", "{}");
        city.put("/v1/tenants/city", "{\"enabled\":false}");
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(403);
        city.put(
                "/v1/tenants/city",
                "{\"adapters\":[{\"type\":\"hono-http\",\"enabled\":true},{\"type\":\"hono-mqtt\"}]}");
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(403);
        city.put(
                "/v1/tenants/city",
                "{\"adapters\":[{\"type\":\"hono-mqtt\",\"enabled\":true,\"max-ttd\":9,\"ext\":{\"x\":\"y\"}}]}");
        Admission admitted = city.login("city", "lamp", "s3cret");
        assertThat(((Admission.Admitted) admitted).registration().options())
                .containsEntry("max-ttd", "9")
                .containsEntry("x", "y");
    }

    @Test
    void aDisabledCredentialIsAWrongOne() {
        String body =
                password("lamp", "\"pwd-plain\":\"s3cret\"").replace("\"auth-id\"", "\"enabled\":false,\"auth-id\"");
        city.put("/v1/credentials/city/lamp", body);
        assertThat(City.status(city.login("city", "lamp", "s3cret"))).isEqualTo(401);
    }

    @Test
    void aGatewaySpeaksForTheDevicesThatNameItOrItsGroup() {
        city.post("/v1/devices/city/sensor", "{\"viaGroups\":[\"west\"]}");
        city.post("/v1/devices/city/other", "{}");
        assertThat(City.status(city.admit("city", "lamp", "gw"))).isEqualTo(200);
        assertThat(City.status(city.admit("city", "sensor", "gw"))).isEqualTo(200);
        assertThat(City.status(city.admit("city", "other", "gw"))).isEqualTo(403);
        assertThat(City.status(city.admit("city", "lamp", "other"))).isEqualTo(403);
        assertThat(City.status(city.admit("city", "lamp", "nobody"))).isEqualTo(403);
        assertThat(City.status(city.admit("city", "nobody", "gw"))).isEqualTo(404);
        assertThat(City.status(city.admit("city", "gw", "gw"))).isEqualTo(200);
        city.put("/v1/devices/city/gw", "{\"enabled\":false}");
        assertThat(City.status(city.admit("city", "lamp", "gw"))).isEqualTo(403);
    }

    @Test
    void whoeverHoldsConnectionsIsToldWhatChanged() {
        city.put("/v1/devices/city/lamp", "{\"via\":[]}");
        city.put("/v1/devices/city/lamp", "{\"enabled\":false}");
        city.put("/v1/tenants/city", "{}");
        city.put("/v1/tenants/city", "{\"enabled\":false}");
        city.delete("/v1/devices/city/lamp");
        city.delete("/v1/tenants/city");
        assertThat(city.told)
                .containsExactly(
                        "city/lamp stays",
                        "city/lamp goes",
                        "city/+ stays",
                        "city/+ goes",
                        "city/lamp goes",
                        "city/+ goes");
    }

    @Test
    void aDeviceWhosePasswordWasTakenAwayGoes() {
        String known = city.get("/v1/credentials/city/lamp").text();
        city.put("/v1/credentials/city/lamp", known);
        assertThat(city.told).containsExactly("city/lamp stays");
        city.put("/v1/credentials/city/lamp", password("lamp", "\"pwd-plain\":\"s3cret\""));
        assertThat(city.told).containsExactly("city/lamp stays", "city/lamp goes");
    }

    @Test
    void whatWasProvenOnceIsKnownAgainWithoutTheCostOfBcrypt() {
        city.login("city", "lamp", "s3cret");
        Credential lamp = new Credential.Password("city", "lamp", "s3cret");
        long begin = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            assertThat(city.registry.authenticate(lamp, "hono-mqtt").toCompletableFuture())
                    .isCompleted();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void tooManyPasswordsAtOnceAreToldToComeBack() {
        Registry crowded =
                new Registry(new City.QuickSettings(8, 1, 1), stores, (device, stays) -> {}, change -> {}, city.clock);
        Credential wrong = new Credential.Password("city", "lamp", "wrong");
        List<CompletionStage<Admission>> all = IntStream.range(0, 20)
                .mapToObj(i -> crowded.authenticate(wrong, "hono-mqtt"))
                .toList();
        assertThat(all.stream().map(City::await).map(City::status))
                .contains(503)
                .containsOnly(401, 503);
        crowded.stop();
    }

    @Test
    void theListIsOfOneTenantOrOfAll() {
        city.post("/v1/tenants/other", "{}");
        city.post("/v1/devices/other/x", "{}");
        assertThat(city.registry.list("city").stream().map(each -> each.device().id()))
                .containsExactly("gw", "lamp");
        assertThat(city.registry.list("")).hasSize(3);
        assertThat(city.registry.list("nowhere")).isEmpty();
    }

    private static String password(String authId, String secret) {
        return "[{\"type\":\"hashed-password\",\"auth-id\":\"" + authId + "\",\"secrets\":[{" + secret + "}]}]";
    }
}
