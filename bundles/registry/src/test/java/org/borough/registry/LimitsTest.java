// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.borough.connect.TenantLimits;
import org.borough.connect.TenantLimits.MaxTtl;
import org.borough.connect.TenantLimits.Quota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private final City city = new City();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void whoSetsNoLimitsHasNone() {
        city.post("/v1/tenants/city", "{}");
        assertThat(city.registry.limits("city")).isSameAs(TenantLimits.NONE);
        assertThat(city.registry.limits("nowhere")).isSameAs(TenantLimits.NONE);
    }

    @Test
    void everyLimitIsRead() {
        city.post(
                "/v1/tenants/city",
                "{\"minimum-message-size\":4096,\"resource-limits\":{\"max-connections\":7,\"max-ttl\":60,"
                        + "\"max-ttl-telemetry-qos0\":1,\"max-ttl-telemetry-qos1\":2,\"max-ttl-command-response\":-1,"
                        + "\"data-volume\":{\"effective-since\":\"2026-11-01T02:00:00+02:00\",\"max-bytes\":1000,"
                        + "\"period\":{\"mode\":\"days\",\"no-of-days\":7}},"
                        + "\"connection-duration\":{\"effective-since\":\"2026-11-01T00:00:00Z\",\"max-minutes\":5}},"
                        + "\"ext\":{\"max-messages-per-second\":100,\"max-messages-per-second-per-device\":3}}");
        Instant since = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(city.registry.limits("city"))
                .isEqualTo(new TenantLimits(
                        7,
                        new Quota(1000, since, 7),
                        new Quota(5, since, 0),
                        4096,
                        100,
                        3,
                        new MaxTtl(
                                Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(2), MaxTtl.FOR_EVER)))
                .isSameAs(city.registry.limits("city"));
    }

    @Test
    void minusOneStandsForNoLimit() {
        city.post(
                "/v1/tenants/city",
                "{\"resource-limits\":{\"max-connections\":-1,\"data-volume\":{\"effective-since\":"
                        + "\"2026-11-01T00:00:00Z\",\"max-bytes\":-1}},\"ext\":{\"max-messages-per-second\":-1}}");
        assertThat(city.registry.limits("city")).isSameAs(TenantLimits.NONE);
    }

    @Test
    void aChangeCountsAtOnce() {
        city.post("/v1/tenants/city", "{\"ext\":{\"max-messages-per-second\":100}}");
        city.put("/v1/tenants/city", "{\"ext\":{\"max-messages-per-second\":50,\"messaging-type\":\"kafka\"}}");
        assertThat(city.registry.limits("city").messagesPerSecond()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"fast\"", "0", "-2", "1.5", "true", "null", "1000000001", "123456789012345678901234567890"})
    void ratesThatAreNoneAreRefusedByName(String rate) {
        Exchange refused =
                city.post("/v1/tenants/city", "{\"ext\":{\"max-messages-per-second-per-device\":" + rate + "}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error())
                .contains("[ext/max-messages-per-second-per-device]")
                .contains("from 1 to");
    }
}
