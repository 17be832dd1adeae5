// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and queries that are well-formed, and made to hurt. */
class ExtremesTest {

    @ParameterizedTest
    @ValueSource(ints = {90, 99, 100, 101, 950, 999, 1000, 100_000})
    void howeverDeepABodyIsItIsAnsweredAndWhatWasTakenCanBeReadAgain(int depth) {
        MemoryStores stores = new MemoryStores();
        try (City deep = new City(stores, Path.of("."), 1_000_000)) {
            Exchange made =
                    deep.post("/v1/tenants/t", "{\"ext\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}");
            FuzzTest.check(made);
            FuzzTest.check(deep.post("/v1/tenants/u", "[".repeat(depth)));
            FuzzTest.check(deep.request("GET", "/v1/tenants")
                    .parameter("filterJson", "{\"field\":\"" + "/a".repeat(depth) + "\",\"value\":1}")
                    .send());
            try (City again = new City(stores, Path.of("."), 1_000_000)) {
                assertThat(again.get("/v1/tenants/t").status()).isEqualTo(made.status() == 201 ? 200 : 404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "????????????????*?*?*?*?*?*b"})
    void noPatternTakesForEver(String pattern) {
        try (City city = new City()) {
            city.post("/v1/tenants/city", "{}");
            city.post("/v1/devices/city/lamp", "{\"ext\":{\"long\":\"" + "a".repeat(1800) + "\"}}");
            FuzzTest.check(city.request("GET", "/v1/devices/city")
                    .parameter("filterJson", "{\"field\":\"/ext/long\",\"value\":\"" + pattern + "\"}")
                    .send());
        }
    }

    @Test
    void valuesOfAllKindsAreSorted() {
        try (City city = new City()) {
            city.post("/v1/tenants/city", "{}");
            String[] values = {"9", "10", "\"1a\"", "\"95\"", "true", "null", "[1]", "{}", "1e999999999", "-0.0"};
            for (int i = 0; i < 120; i++) {
                city.post("/v1/devices/city/d" + i, "{\"ext\":{\"v\":" + values[i * 7 % values.length] + "}}");
            }
            Exchange sorted = city.request("GET", "/v1/devices/city")
                    .parameter("sortJson", "{\"field\":\"/ext/v\"}")
                    .parameter("pageSize", "200")
                    .send();
            assertThat(sorted.status()).isEqualTo(200);
            assertThat(sorted.answer().at("/result/119/ext/v").isContainerNode())
                    .isTrue();
        }
    }
}
