// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingTest {

    private static final Property<Double> LEVEL = Property.of("borough:luminaire:1.0.0", "level", Double.class);
    private static final Property<Long> COUNT = Property.of("borough:trafficCount:1.0.0", "count", Long.class);

    @Test
    void aWholeNumberFitsADoubleKey() {
        assertThat(new Setting("luminaire", "level", 60L).of(LEVEL)).contains(60.0);
    }

    @Test
    void aFractionDoesNotFitAWholeKey() {
        assertThat(new Setting("trafficCount", "count", 1.5).of(COUNT)).isEmpty();
        assertThat(new Setting("trafficCount", "count", 2.0).of(COUNT)).contains(2L);
    }

    @Test
    void anotherFeatureIsAnotherSetting() {
        assertThat(Setting.of(LEVEL.in("luminaire-2"), 60.0).of(LEVEL)).isEmpty();
    }

    @Test
    void aCommandGivesTheSettingOfAKey() {
        Command.Desired command = new Command.Desired(
                "c1", ThingId.parse("town:lamp"), Instant.MAX, "service:lighting", List.of(Setting.of(LEVEL, 30.0)));
        assertThat(command.get(LEVEL)).contains(30.0);
        assertThat(command.get(COUNT)).isEmpty();
    }

    @Test
    void aModelWithoutVersionIsNamed() {
        assertThatThrownBy(() -> Property.of("borough:luminaire", "level", Double.class))
                .hasMessageContaining("borough:luminaire");
    }

    @Test
    void aReadingTakesTheArrivalWhenTheDeviceGaveNoTime() {
        Instant arrival = Instant.parse("2026-03-01T12:00:00Z");
        Instant own = Instant.parse("2026-03-01T11:00:00Z");
        assertThat(LEVEL.is(1.0).at(arrival)).isEqualTo(arrival);
        assertThat(LEVEL.is(1.0, own).at(arrival)).isEqualTo(own);
    }
}
