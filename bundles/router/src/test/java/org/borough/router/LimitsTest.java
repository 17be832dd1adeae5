// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @Test
    void theDefaultsAreValid() {
        Limits limits = Limits.of(config(Map.of()));
        assertThat(limits.lanes()).isPositive();
        assertThat(limits.delivery().pauseAfter(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.delivery().pauseAfter(3)).isEqualTo(Duration.ofSeconds(120));
        assertThat(limits.delivery().pauseAfter(100)).isEqualTo(Duration.ofSeconds(600));
    }

    @ParameterizedTest
    @CsvSource({
        "lanes, -1, 1 to 256",
        "laneCapacity, 0, 1 to 1000000",
        "adapterBudgetMillis, 1, 10 to 60000",
        "fencePercent, 101, 1 to 100",
        "retryMaxSeconds, 5, 30 to 86400",
        "maxPendingCommands, 0, 1 to 100000"
    })
    void aValueOutOfRangeIsNamedWithTheAllowedOnes(String key, int value, String allowed) {
        assertThatThrownBy(() -> Limits.of(config(Map.of(key, value))))
                .isInstanceOf(BoroughException.class)
                .hasMessageContainingAll("org.borough.router", key, Integer.toString(value), allowed);
    }

    @Test
    void aToleranceThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> Limits.of(config(Map.of("tolerancePercent", Double.NaN))))
                .hasMessageContainingAll("tolerancePercent", "0 to 100");
    }

    private static RouterConfig config(Map<String, Object> values) {
        return (RouterConfig) Proxy.newProxyInstance(
                LimitsTest.class.getClassLoader(),
                new Class<?>[] {RouterConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
