// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many writers at the same time. */
class RacingTest {

    private static final int WRITERS = 40;

    private final City city = new City();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @BeforeEach
    void aDevice() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/lamp", "{}");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        city.close();
    }

    @Test
    void ofAllWhoKnowTheSameVersionOneWins() {
        String version = city.get("/v1/devices/city/lamp").header("ETag");
        List<Integer> answers =
                together(i -> city.request("PUT", i % 2 == 0 ? "/v1/devices/city/lamp" : "/v1/credentials/city/lamp")
                        .header("If-Match", version)
                        .json(i % 2 == 0 ? "{\"ext\":{\"by\":" + i + "}}" : password("lamp", i))
                        .send()
                        .status());
        assertThat(answers).containsOnly(204, 412).containsOnlyOnce(204);
    }

    @Test
    void whoNamesNoVersionAlwaysWins() {
        assertThat(together(i -> city.put("/v1/credentials/city/lamp", password("lamp", i))
                        .status()))
                .containsOnly(204);
        assertThat(city.get("/v1/credentials/city/lamp").answer()).hasSize(1);
    }

    @Test
    void aDeviceIsMadeOnce() {
        assertThat(together(i -> city.post("/v1/devices/city/new", "{}").status()))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        assertThat(together(i -> city.delete("/v1/devices/city/new").status()))
                .containsOnly(204, 404)
                .containsOnlyOnce(204);
    }

    @Test
    void anAuthIdAndAnAuthorityBelongToOneHolder() {
        IntStream.range(0, WRITERS).forEach(i -> city.post("/v1/devices/city/d" + i, "{}"));
        assertThat(together(i -> city.put("/v1/credentials/city/d" + i, password("shared", i))
                        .status()))
                .containsOnly(204, 409)
                .containsOnlyOnce(204);
        String trusted = "{\"trusted-ca\":[{\"cert\":\"" + Papers.AUTHORITY + "\"}]}";
        assertThat(together(i -> city.post("/v1/tenants/t" + i, trusted).status()))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
    }

    @Test
    void aSecretThatIsKeptByItsIdSurvivesOthersWhoChangeTheRest() {
        city.put("/v1/credentials/city/lamp", password("lamp", 1));
        JsonNode known = city.get("/v1/credentials/city/lamp").answer();
        assertThat(together(i ->
                        city.put("/v1/credentials/city/lamp", known.toString()).status()))
                .containsOnly(204);
        assertThat(City.status(city.login("city", "lamp", "password-1"))).isEqualTo(200);
    }

    private List<Integer> together(IntFunction<Integer> writer) {
        List<CompletableFuture<Integer>> running = IntStream.range(0, WRITERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> writer.apply(i), threads))
                .toList();
        return running.stream().map(City::await).toList();
    }

    private static String password(String authId, int i) {
        return "[{\"type\":\"hashed-password\",\"auth-id\":\"" + authId + "\",\"secrets\":[{\"pwd-plain\":\"password-"
                + i + "\"}]}]";
    }
}
