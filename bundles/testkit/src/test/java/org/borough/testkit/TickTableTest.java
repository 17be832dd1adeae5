// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.borough.testkit.TickTable.desire;
import static org.borough.testkit.TickTable.report;
import static org.borough.testkit.TickTable.wish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.things.Presence;
import org.borough.twin.Cause;
import org.junit.jupiter.api.Test;

class TickTableTest {

    private static final ThingId LAMP = ThingId.parse("city:lamp-1");
    private static final ThingId PIR = ThingId.parse("city:pir-1");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T20:00:00Z"));
    private final MemoryTwins twins =
            new MemoryTwins(clock).obedient().with("city:lamp-1", "{}").with("city:pir-1", "{}");

    /** Full light while somebody is there, else 30 %. */
    private void tick(Instant now) {
        boolean present =
                twins.get(PIR).flatMap(pir -> pir.get(Presence.PRESENT)).orElse(false);
        double wanted = present ? 100 : 30;
        var level = twins.get(LAMP).orElseThrow().desired(Luminaire.LEVEL);
        if (!level.equals(java.util.Optional.of(wanted))) {
            Cause cause = Cause.of("service:test", present ? "somebody is there" : "nobody is there");
            twins.desire(LAMP, List.of(Setting.of(Luminaire.LEVEL, wanted)), cause);
        }
    }

    @Test
    void aServiceIsSpecifiedRowByRow() {
        TickTable.of(clock, twins, this::tick)
                .on("2026-03-01")
                .at("22:00")
                .then(desire("city:lamp-1", Luminaire.LEVEL, 30.0, "nobody"))
                .at("22:05")
                .when(report("city:pir-1", Presence.PRESENT, true))
                .then(desire("city:lamp-1", Luminaire.LEVEL, 100.0, "somebody is there"))
                .at("23:59")
                .thenNothing()
                .at("00:10")
                .when(report("city:pir-1", Presence.PRESENT, false))
                .then(desire("city:lamp-1", Luminaire.LEVEL, 30.0));
    }

    @Test
    void theServiceIsTickedBetweenRowsAsByATimer() {
        TickTable.of(clock, twins, this::tick)
                .every(Duration.ofMinutes(1))
                .at("20:05")
                .when(wish("borough:admin", "city:lamp-1", Luminaire.LEVEL, 80.0))
                .then(desire("city:lamp-1", Luminaire.LEVEL, 30.0), desire("city:lamp-1", Luminaire.LEVEL, 30.0));
    }

    @Test
    void aRowThatDoesNotHoldNamesItsTimeAndWhatCame() {
        TickTable table = TickTable.of(clock, twins, this::tick);

        assertThatThrownBy(() -> table.at("22:00").thenNothing())
                .hasMessageContaining("2026-03-01 22:00")
                .hasMessageContaining("city:lamp-1 luminaire/level = 30.0 because 'nobody is there'");
    }
}
