// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.borough.connect.Provisioning.Request;
import org.borough.connect.Provisioning.Result;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningTest {

    private static final String DEVICES = "/city/v1/devices";
    private static final String SERVER = "{\"tenant\":\"springfield\",\"deviceId\":\"tts\","
            + "\"template\":\"lorawan-network-server-tts\",\"credentials\":{\"auth-id\":\"tts\",\"password\":\"s3cret\"},"
            + "\"attributes\":{\"location\":{\"type\":\"Point\",\"coordinates\":[13.4,52.5]}}}";
    private static final ThingId THING = ThingId.parse("springfield:tts");

    private final MemoryStores stores = new MemoryStores();
    private final City city = new City(stores, Path.of("src/main/resources/BOROUGH-INF/templates"));

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void oneCallMakesTenantDeviceCredentialsAndTwin() {
        Exchange created = city.post(DEVICES, SERVER);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.answer().get("thingId").asText()).isEqualTo("springfield:tts");
        assertThat(city.get("/v1/devices/springfield/tts")
                        .answer()
                        .at("/defaults/envelope")
                        .asText())
                .isEqualTo("tts-v3");
        assertThat(City.status(city.login("springfield", "tts", "s3cret"))).isEqualTo(200);
        JsonNode thing = City.json(city.twins.get(THING).orElseThrow().json());
        assertThat(thing.at("/policyId").asText()).isEqualTo("springfield:tts");
        assertThat(thing.at("/attributes/manufacturer").asText()).isEqualTo("The Things Industries");
        assertThat(thing.at("/attributes/location/coordinates/1").asDouble()).isEqualTo(52.5);
    }

    @Test
    void theSameCallAgainChangesNothing() {
        city.post(DEVICES, SERVER);
        String version = city.get("/v1/devices/springfield/tts").header("ETag");
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(200);
        assertThat(city.get("/v1/devices/springfield/tts").header("ETag")).isEqualTo(version);
        assertThat(city.get("/city/v1/audit").answer()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3cret                      | 0ther                            | credentials/password",
                "\"auth-id\":\"tts\"         | \"auth-id\":\"tts2\"             | credentials/auth-id",
                "lorawan-network-server-tts  | lorawan-network-server-chirpstack | registration/defaults/envelope",
                "52.5                        | 52.6                             | twin/1",
                "\"attributes\":             | \"via\":[\"gw\"],\"attributes\": | registration/via",
            })
    void somethingElseIsAConflictThatNamesTheDifferenceAndChangesNothing(String part, String other, String key) {
        city.post(DEVICES, SERVER);
        Exchange conflict = city.post(DEVICES, SERVER.replace(part, other));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.answer().get("difference").has(key))
                .as(conflict.text())
                .isTrue();
        assertThat(conflict.text()).doesNotContain("s3cret", "0ther");
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(200);
    }

    @Test
    void aDisabledDeviceIsADifference() {
        city.post(DEVICES, SERVER);
        city.put("/v1/devices/springfield/tts", "{\"enabled\":false,\"defaults\":{\"envelope\":\"tts-v3\"}}");
        assertThat(city.post(DEVICES, SERVER).text()).contains("\"registration/enabled\":\"is false\"");
    }

    @Test
    void anAuthIdOfAnotherDeviceIsAConflict() {
        city.post(DEVICES, SERVER);
        Exchange conflict = city.post(DEVICES, SERVER.replace("\"deviceId\":\"tts\"", "\"deviceId\":\"tts2\""));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("in use by device tts");
        assertThat(city.twins.get(ThingId.parse("springfield:tts2"))).isEmpty();
    }

    @Test
    void anUnknownTemplateIsNamedWithThoseAtHand() {
        Exchange refused = city.post(DEVICES, SERVER.replace("lorawan-network-server-tts", "nonsense"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.error()).contains("[nonsense]").contains("device, lorawan-network-server-chirpstack");
        assertThat(city.get("/v1/tenants/springfield").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"deviceId\":\"a\",\"template\":\"device\"}                                   | [tenant] is missing",
                "{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\",\"x\":1}          | unknown member [x]",
                "{\"tenant\":\"t t\",\"deviceId\":\"a\",\"template\":\"device\"}                | invalid tenant",
                "{\"tenant\":\"t\",\"deviceId\":\"a/b\",\"template\":\"device\"}                | invalid device",
                "{\"tenant\":\"t\",\"deviceId\":\"1:b\",\"template\":\"device\"}                | namespace",
                "{\"tenant\":\"1t\",\"deviceId\":\"b\",\"template\":\"device\"}                 | namespace",
                "{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\",\"attributes\":[]} | must be an object",
                "{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\",\"via\":[\"+\"]}  | invalid device",
                "{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\",\"credentials\":{\"auth-id\":\"a\"}}"
                        + " | [credentials/password] is missing",
                "{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\",\"credentials\":"
                        + "{\"auth-id\":\"a\",\"password\":\"\"}} | auth-id and password must be given together",
                "\"text\"                                                                       | must be an object",
            })
    void aWrongRequestIsRefusedByMember(String body, String complaint) {
        Exchange refused = city.post(DEVICES, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.error()).contains(complaint);
    }

    @Test
    void aRegistrationThatCannotBeWrittenTakesItsTwinAway() {
        stores.full(true);
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(503);
        assertThat(city.twins.get(THING)).isEmpty();
        stores.full(false);
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(201);
    }

    @Test
    void aTwinThatWasRefusedLeavesNoRegistration() {
        city.twins.refuse(THING);
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(403);
        assertThat(city.get("/v1/devices/springfield/tts").status()).isEqualTo(404);
    }

    @Test
    void whatIsHalfThereIsMadeWholeByTheSameCall() {
        city.post(DEVICES, SERVER);
        city.delete("/v1/devices/springfield/tts");
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(201);
        city.twins.delete(THING, Cause.of("borough:admin", ""));
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(201);
        assertThat(city.post(DEVICES, SERVER).status()).isEqualTo(200);
    }

    @Test
    void theSameDeviceAskedForManyTimesAtOnceIsMadeOnce() {
        Request request = new Request("springfield", "lamp", "device", "lamp", "s3cret", "", List.of());
        List<CompletableFuture<Result>> all = Stream.generate(
                        () -> city.provisioning.provision(request, "borough:admin"))
                .limit(20)
                .map(CompletionStage::toCompletableFuture)
                .toList();
        List<Integer> results = all.stream().map(City::await).map(Row::status).toList();
        assertThat(results).containsOnly(201, 200).contains(201);
        assertThat(results.stream().filter(status -> status == 201)).hasSize(1);
    }

    @Test
    void deletingTakesAllOfIt() {
        city.post(DEVICES, SERVER);
        assertThat(city.delete(DEVICES + "/springfield/tts").status()).isEqualTo(204);
        assertThat(city.twins.get(THING)).isEmpty();
        assertThat(City.status(city.login("springfield", "tts", "s3cret"))).isEqualTo(401);
        assertThat(city.delete(DEVICES + "/springfield/tts").status()).isEqualTo(404);
    }

    @Test
    void aDeviceBehindAGatewayNeedsNoPassword() {
        String lamp = "{\"tenant\":\"springfield\",\"deviceId\":\"eui-1\",\"template\":\"device\",\"via\":[\"tts\"]}";
        city.post(DEVICES, SERVER);
        assertThat(city.post(DEVICES, lamp).status()).isEqualTo(201);
        assertThat(City.status(city.admit("springfield", "eui-1", "tts"))).isEqualTo(200);
        assertThat(city.post(DEVICES, lamp).status()).isEqualTo(200);
    }

    @Test
    void theTemplatesAreListedWithTheirTitles() {
        JsonNode templates = city.get("/city/v1/templates").answer();
        assertThat(templates).hasSize(5);
        assertThat(templates.get(0).get("name").asText()).isEqualTo("device");
        assertThat(templates.get(0).get("source").asText()).endsWith("device.json");
        assertThat(city.provisioning.templates()).contains("lorawan-network-server-tts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/city/v1/devices", "/city/v1/devices/a/b", "/city/v1/devices/a"})
    void aWrongMethodOrPlaceIsRefused(String path) {
        assertThat(city.get(path).status()).isIn(404, 405);
    }
}
