// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.borough.testkit.TickTable;
import org.borough.thing.Status;
import org.borough.things.Presence;
import org.junit.jupiter.api.Test;

class LightingTest {

    @Test
    void the_component_ticks_by_itself_and_wakes_when_somebody_comes() throws InterruptedException {
        City city = City.street().group("");
        city.clock.advance(Duration.ofHours(9));
        TickTable.report(City.PIR, Presence.PRESENT, false).happen(city.twins);
        Lighting lighting =
                new Lighting(city.twins, Optional.empty(), Settings.of(Map.of("tickSeconds", "30")), city.clock);
        try {
            await().until(() -> city.twins.desires().size() == 2);
            assertThat(lighting.subject()).isEqualTo("lighting");
            city.clock.advance(Duration.ofMinutes(5));
            TickTable.report(City.PIR, Presence.PRESENT, true).happen(city.twins);
            await().until(() -> city.twins.desires().size() > 2 || burning(city));
            await().until(() -> lighting.status().level() == Status.Level.OK);
        } finally {
            lighting.stop();
        }
        assertThat(city.thing("borough:lighting").path("features").has("lightingService"))
                .isTrue();
    }

    private static boolean burning(City city) {
        return city.twins.desires().stream()
                .anyMatch(desire -> desire.settings().get(0).value().equals(90.0));
    }
}
