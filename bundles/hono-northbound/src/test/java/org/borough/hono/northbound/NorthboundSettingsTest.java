// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;

class NorthboundSettingsTest {

    private static NorthboundSettings settings(Map<String, Object> values) {
        return NorthboundSettings.of((NorthboundConfig) Proxy.newProxyInstance(
                NorthboundConfig.class.getClassLoader(),
                new Class<?>[] {NorthboundConfig.class},
                (proxy, key, none) -> values.getOrDefault(key.getName(), key.getDefaultValue())));
    }

    @Test
    void theDefaultsAreThoseOfTheShippedFile() {
        NorthboundSettings settings = settings(Map.of());

        assertThat(settings.mirror() && settings.commands() && settings.notifications())
                .isTrue();
        assertThat(settings.keepOneWay()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.commandMaxAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.delivery().bufferBytes()).isEqualTo(32 << 20);
    }

    @Test
    void theProducerNeverBlocks() {
        assertThat(settings(Map.of()).delivery().producer()).containsEntry("max.block.ms", 0L);
    }

    @Test
    void aWrongValueIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> settings(Map.of("bufferMegabytes", 0)))
                .isInstanceOf(BoroughException.class)
                .hasMessage("The configuration key bufferMegabytes is 0; allowed: a whole number from 1 to 4096.");
        assertThatThrownBy(() -> settings(Map.of("keepOneWaySeconds", -1))).hasMessageContaining("keepOneWaySeconds");
        assertThatThrownBy(() -> settings(Map.of("group", " "))).hasMessageContaining("group");
    }
}
