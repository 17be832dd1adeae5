// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.lighting.City.FAR_LAMP;
import static org.borough.lighting.City.LAMP;
import static org.borough.testkit.TickTable.desire;
import static org.borough.testkit.TickTable.report;
import static org.borough.things.Luminaire.LEVEL;

import java.time.Instant;
import org.borough.testkit.TickTable;
import org.borough.things.Photocell;
import org.junit.jupiter.api.Test;

/** By the sun it is night in Berlin from 16:00 to 07:40 or so. */
class PhotocellTicksTest {

    private static final String RULES =
            ",'fullLevel':100,'unsensedLevel':100,'dimLevel':100,'sensorRadiusMetres':0,'fadeStep':100,'fadeSeconds':0,"
                    + "'photocell':{'sensors':[%s],'onLux':30,'offLux':60,'minimumMinutes':5,'silenceMinutes':60}";

    @Test
    void dusk_comes_when_the_photocell_sees_it_for_long_enough() {
        City city = city("'b:cell-1'");
        city.table()
                .at("15:30")
                .when(lux(1, 200))
                .thenNothing()
                .at("15:40")
                .when(lux(1, 25))
                .thenNothing()
                .at("15:44:59")
                .thenNothing()
                .at("15:45")
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0))
                // Between the two thresholds nothing changes, and a short flash does not either.
                .at("15:50")
                .when(lux(1, 45))
                .thenNothing()
                .at("16:00")
                .when(lux(1, 500))
                .thenNothing()
                .at("16:01")
                .when(lux(1, 20))
                .thenNothing()
                .at("16:06")
                .thenNothing();
        assertThat(city.state().at("/sky/words").asText())
                .startsWith("night since 15:45 by b:cell-1; by the sun night");
        assertThat(city.state().path("decisions").path(0).path("evidence").asText())
                .contains("by b:cell-1; by the sun daylight");
    }

    @Test
    void the_median_of_several_counts() {
        City city = city("'b:cell-1','b:cell-2','b:cell-3'");
        city.table()
                .at("15:40")
                .when(lux(1, 10), lux(2, 100), lux(3, 20))
                .thenNothing()
                .at("15:45")
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0));
        assertThat(city.state().at("/sky/words").asText()).contains("by the median of 3 photocells");
    }

    @Test
    void a_covered_photocell_is_a_finding_and_the_calendar_takes_over() {
        City city = city("'b:cell-1'");
        city.table()
                .at("13:00")
                .when(lux(1, 5))
                .thenNothing()
                .at("13:30")
                .when(lux(1, 5))
                .thenNothing();
        assertThat(reason(city))
                .contains("b:cell-1 told 5 lx at 13:30, when it is day")
                .contains("it is covered or dirty and not believed")
                .contains("lamps follow the sun's calendar");
        // It is not believed near dusk either: it has not shown yet that it sees the day.
        city.table()
                .at("15:50")
                .when(lux(1, 5))
                .thenNothing()
                .at("15:59")
                .thenNothing()
                .at("16:06")
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0));
        city.table()
                .on("2026-11-22")
                .at("10:00")
                .when(lux(1, 900))
                .then(desire(LAMP, LEVEL, 0.0), desire(FAR_LAMP, LEVEL, 0.0));
        assertThat(city.state().at("/status/level").asText()).isEqualTo("OK");
    }

    @Test
    void a_lamp_that_shines_on_a_photocell_does_not_put_the_street_out() {
        City city = city("'b:cell-1','b:cell-2'");
        city.table()
                .at("20:00")
                .when(lux(1, 400), lux(2, 500))
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("20:30")
                .thenNothing();
        assertThat(reason(city)).contains("when it is night", "a lamp shines on it");
    }

    @Test
    void a_thunderstorm_that_two_photocells_see_brings_light_by_day() {
        City city = city("'b:cell-1','b:cell-2'");
        city.table()
                .at("12:30")
                .when(lux(1, 900), lux(2, 800))
                .thenNothing()
                .at("13:00")
                .when(lux(1, 9), lux(2, 12))
                .thenNothing()
                .at("13:05")
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("13:20")
                .when(lux(1, 900), lux(2, 800))
                .thenNothing()
                .at("13:25")
                .then(desire(LAMP, LEVEL, 0.0), desire(FAR_LAMP, LEVEL, 0.0));
    }

    @Test
    void silent_photocells_leave_the_calendar_in_charge() {
        City city = city("'b:cell-1'");
        city.table()
                .at("15:30")
                .when(lux(1, 20))
                .thenNothing()
                .at("15:36")
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("16:40")
                .thenNothing();
        assertThat(reason(city)).contains("b:cell-1 is silent for more than 60 min");
        city.table()
                .on("2026-11-22")
                .at("07:30")
                .thenNothing()
                .at("07:45")
                .then(desire(LAMP, LEVEL, 0.0), desire(FAR_LAMP, LEVEL, 0.0));
    }

    @Test
    void a_cell_that_knows_dark_and_bright_only_serves_as_well_and_thresholds_must_not_touch() {
        City city = city("'b:switch'");
        city.table()
                .at("15:40")
                .when(report("b:switch", Photocell.DARK, true))
                .thenNothing()
                .at("15:45")
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0));
        City wrong = City.street()
                .group(RULES.formatted("'b:switch'").replace("'offLux':60", "'offLux':30"))
                .start();
        assertThat(reason(wrong)).contains("photocell: offLux must be above onLux");
    }

    private static String reason(City city) {
        return city.state().at("/status/reason").asText();
    }

    private static TickTable.Event lux(int cell, double lux) {
        return report("b:cell-" + cell, Photocell.ILLUMINANCE, lux);
    }

    private static City city(String cells) {
        City city = City.street(Instant.parse("2026-11-21T11:00:00Z"));
        for (String id : new String[] {"b:cell-1", "b:cell-2", "b:cell-3", "b:switch"}) {
            city.twins.with(
                    id,
                    "{'features':{'photocell':{'definition':['%s'],'properties':{}}}}"
                            .formatted(Photocell.MODEL)
                            .replace('\'', '"'));
        }
        city.group(RULES.formatted(cells)).start();
        city.twins.takeDesires();
        return city;
    }
}
