// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.borough.things.FillLevel;
import org.borough.things.WasteContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WasteTicksTest {

    private static final String C1 = "t:c1";

    @TempDir
    private Path folder;

    private static Yard yard() {
        return new Yard().container(C1, 400, "").container("t:c2", 800, "");
    }

    @Test
    void a_full_container_is_on_todays_tour_and_the_sheet_says_why() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 82.0)
                .report("t:c2", FillLevel.LEVEL, 10.0)
                .hours(5)
                .tick();
        assertThat(yard.onTour()).containsExactly(C1);
        assertThat(yard.tours().at("/tours/0/halts/0/why").asText()).isEqualTo("82 %; from 75 % on it is collected.");
        assertThat(yard.tours().path("basis").asText())
                .contains("Straight lines")
                .contains("no street map");
        assertThat(yard.tours().at("/figures/kilometres").asDouble()).isEqualTo(1.1);
    }

    @Test
    void a_container_on_the_way_is_taken_along_and_a_far_one_is_not() {
        Yard yard = yard().container("t:far", 30_000, "").area("").start();
        yard.report(C1, FillLevel.LEVEL, 60.0)
                .report("t:c2", FillLevel.LEVEL, 90.0)
                .report("t:far", FillLevel.LEVEL, 60.0)
                .hours(5)
                .tick();
        assertThat(yard.onTour()).containsExactlyInAnyOrder(C1, "t:c2");
        assertThat(yard.tours().at("/left/0/why").asText()).contains("costs more than it is worth");
    }

    @Test
    void a_distance_becomes_a_level_by_the_containers_measures() {
        Yard yard = new Yard()
                .container(C1, 400, ",'container':{'emptyMm':1500,'fullMm':300}")
                .container("t:c2", 800, "")
                .area("")
                .start();
        yard.report(C1, FillLevel.DISTANCE, 600.0)
                .report("t:c2", FillLevel.DISTANCE, 600.0)
                .tick();
        assertThat(yard.shown(C1).path("level").asInt()).isEqualTo(75);
        assertThat(yard.findings("t:c2")).containsExactly("unit");
        yard.report(C1, FillLevel.DISTANCE, 9000.0).tick();
        assertThat(yard.findings(C1)).containsExactly("impossible");
        assertThat(yard.shown(C1).path("level").asInt()).isEqualTo(75);
    }

    @Test
    void a_weight_becomes_a_level_and_a_weighed_pick_up_is_an_emptying() {
        Yard yard = new Yard()
                .container(C1, 400, ",'container':{'litres':1000,'kgPerLitre':0.1}")
                .area("")
                .start();
        yard.report(C1, WasteContainer.WEIGHT, 80.0).tick();
        assertThat(yard.shown(C1).path("level").asInt()).isEqualTo(80);
        yard.hours(1).report(C1, WasteContainer.PICKED_UP, 78.0).tick();
        assertThat(yard.shown(C1).path("level").asInt()).isZero();
        assertThat(yard.shown(C1).path("emptied").asText()).isEqualTo("2026-11-20T01:00:00Z");
    }

    @Test
    void a_steep_fall_is_an_emptying_and_settling_waste_is_not() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 80.0)
                .hours(1)
                .report(C1, FillLevel.LEVEL, 70.0)
                .tick();
        assertThat(yard.shown(C1).has("emptied")).isFalse();
        yard.hours(1).report(C1, FillLevel.LEVEL, 3.0).tick();
        assertThat(yard.shown(C1).path("emptied").asText()).isEqualTo("2026-11-20T02:00:00Z");
    }

    @Test
    void a_container_without_a_sensor_is_estimated_and_a_weighed_pick_up_teaches_the_estimate() {
        Yard yard = new Yard()
                .unmeasured(C1, 400, ",'container':{'daysToFull':10,'litres':1000,'kgPerLitre':0.1}")
                .area("")
                .start();
        yard.merge("{'attributes':{'emptied':{'t:c1':{'at':'2026-11-20T00:00:00Z'}}}}")
                .hours(5 * 24)
                .tick();
        assertThat(yard.shown(C1).path("level").asInt()).isEqualTo(50);
        assertThat(yard.shown(C1).path("measured").asBoolean()).isFalse();
        // After five days it weighed a quarter: it fills in twenty days, and a third of that is believed at once.
        yard.report(C1, WasteContainer.PICKED_UP, 25.0).hours(5 * 24).tick();
        assertThat(yard.shown(C1).path("level").asInt()).isEqualTo(25);
    }

    @Test
    void a_confirmed_emptying_counts_and_an_unbelievable_one_is_explained() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 90.0).hours(6);
        yard.merge(
                        "{'attributes':{'emptied':{'t:c1':{'at':'2026-11-20T05:00:00Z'},'t:c9':{'at':'2026-11-20T05:00:00Z'},"
                                + "'t:c2':{'at':'2027-01-01T00:00:00Z'}}}}")
                .tick();
        assertThat(yard.shown(C1).path("level").asInt()).isZero();
        assertThat(yard.findings("t:c9")).containsExactly("confirmation");
        assertThat(yard.state().path("findings").toString()).contains("has not come yet");
    }

    @Test
    void a_frozen_sensor_is_found_and_its_container_estimated() {
        Yard yard = yard().area("").start();
        for (int i = 0; i < 14; i++) {
            yard.hours(6).report(C1, FillLevel.LEVEL, 31.0).report("t:c2", FillLevel.LEVEL, 30.0 + i);
        }
        yard.tick();
        assertThat(yard.findings(C1)).containsExactly("frozen");
        assertThat(yard.findings("t:c2")).isEmpty();
        assertThat(yard.shown(C1).path("measured").asBoolean()).isFalse();
    }

    @Test
    void a_wet_sensor_jumps_up_and_down() {
        Yard yard = yard().area("").start();
        for (int i = 0; i < 12; i++) {
            yard.hours(1).report(C1, FillLevel.LEVEL, i % 2 == 0 ? 40.0 : 75.0 + i);
        }
        yard.tick();
        assertThat(yard.findings(C1)).contains("wet");
        assertThat(yard.shown(C1).path("measured").asBoolean()).isFalse();
    }

    @Test
    void a_dirty_sensor_never_comes_near_empty() {
        Yard yard = yard().area("").start();
        for (int i = 0; i < 4; i++) {
            yard.hours(24).report(C1, FillLevel.LEVEL, 90.0 + i).hours(24).report(C1, FillLevel.LEVEL, 30.0 + i);
        }
        yard.tick();
        assertThat(yard.findings(C1)).containsExactly("drift");
    }

    @Test
    void fractions_where_percent_belong_are_a_wrong_unit() {
        Yard yard = yard().area("").start();
        for (int i = 0; i < 30; i++) {
            yard.hours(1).report(C1, FillLevel.LEVEL, (i % 20) / 21.0);
        }
        yard.tick();
        assertThat(yard.findings(C1)).contains("unit");
        assertThat(yard.shown(C1).path("measured").asBoolean()).isFalse();
    }

    @Test
    void fire_and_a_fallen_container_are_alarms_and_no_tour_calls_there() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 90.0)
                .report(C1, FillLevel.TEMPERATURE, 180.0)
                .report("t:c2", FillLevel.LEVEL, 90.0)
                .report("t:c2", FillLevel.TILTED, true)
                .hours(5)
                .tick();
        assertThat(yard.onTour()).isEmpty();
        assertThat(yard.state().path("alarms").findValuesAsText("kind")).containsExactly("fire", "tilt");
        assertThat(yard.state().at("/status/reason").asText()).isEqualTo("t:c1 burns.");
    }

    @Test
    void readings_that_cannot_be_come_twice_late_or_by_a_wrong_clock_are_told() {
        Yard yard = yard().area("").start();
        Instant now = yard.hours(100).clock.instant();
        yard.report(C1, FillLevel.LEVEL, 40.0, now)
                .report(C1, FillLevel.LEVEL, 40.0, now)
                .report(C1, FillLevel.LEVEL, 45.0, now)
                .report(C1, FillLevel.LEVEL, 20.0, now.minusSeconds(80 * 3600))
                .report(C1, FillLevel.LEVEL, 130.0, now)
                .tick();
        assertThat(yard.findings(C1)).contains("duplicate", "late", "impossible");
        assertThat(yard.shown(C1).path("level").asInt()).isEqualTo(45);
    }

    @Test
    void a_container_that_moves_is_found_and_toured_at_its_new_place() {
        Yard yard = yard().area("").start();
        yard.move(C1, 2000);
        yard.report(C1, FillLevel.LEVEL, 90.0).hours(5).tick();
        assertThat(yard.findings(C1)).containsExactly("moved");
        assertThat(yard.tours().at("/figures/kilometres").asDouble()).isEqualTo(5.4);
    }

    @Test
    void a_silent_sensor_is_told_and_its_container_estimated() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 20.0).hours(48).tick();
        assertThat(yard.findings(C1)).containsExactly("silent");
        assertThat(yard.shown(C1).path("measured").asBoolean()).isFalse();
    }

    @Test
    void nobody_collects_beside_a_school_in_the_morning() {
        Yard yard = yard().area(
                        ",'quiet':[{'name':'School','latitude':52.5,'longitude':%s,'radiusMetres':100,'from':'06:00','to':'08:30'}]"
                                .formatted(13.4 + 400 / 67_690.0))
                .start();
        yard.report(C1, FillLevel.LEVEL, 90.0)
                .report("t:c2", FillLevel.LEVEL, 90.0)
                .hours(5)
                .tick();
        assertThat(yard.onTour()).containsExactlyInAnyOrder(C1, "t:c2");
        assertThat(Yard.stream(yard.tours().at("/tours/0/halts"))
                        .filter(halt -> halt.path("id").asText().equals(C1))
                        .findFirst()
                        .orElseThrow()
                        .path("at")
                        .asText())
                .isGreaterThanOrEqualTo("08:30");
    }

    @Test
    void rules_that_contradict_themselves_are_refused_as_a_whole() {
        Yard yard = yard().area(",'collectPercent':90,'overflowPercent':80").start();
        yard.report(C1, FillLevel.LEVEL, 99.0).hours(5).tick();
        assertThat(yard.state().at("/problems/0").asText())
                .isEqualTo(
                        "collectPercent must not be above overflowPercent: a container would overflow before it is due.");
        assertThat(yard.onTour()).isEmpty();
    }

    @Test
    void a_dry_run_tells_collections_and_overflows_of_the_past_weeks() {
        Yard yard = yard().area("").start();
        for (int day = 0; day < 20; day++) {
            yard.hours(24).report(C1, FillLevel.LEVEL, 20.0 * (day % 5)).tick();
        }
        yard.merge("{'attributes':{'proposal':{'collectPercent':55,'author':'B. Other','date':'2026-12-10'}}}")
                .tick();
        var proposal = yard.thing(Yard.AREA).at("/features/rulebook/properties/proposal");
        assertThat(proposal.path("state").asText()).as(proposal.toString()).isEqualTo("rehearsed");
        assertThat(proposal.at("/figures/collections/proposed").asInt())
                .isGreaterThan(proposal.at("/figures/collections/inForce").asInt());
    }

    @Test
    void tours_go_over_the_streets_of_a_map_and_what_no_truck_reaches_is_left() throws IOException {
        Path map = Files.writeString(folder.resolve("town.osm"), Town.OSM);
        Yard yard = yard().container("t:island", 1200, "").area("").start(Optional.of(map));
        yard.report(C1, FillLevel.LEVEL, 90.0)
                .report("t:c2", FillLevel.LEVEL, 90.0)
                .report("t:island", FillLevel.LEVEL, 90.0)
                .hours(5)
                .tick();
        assertThat(yard.tours().path("basis").asText()).startsWith("Over the streets");
        assertThat(yard.onTour()).containsExactly(C1, "t:c2");
        assertThat(yard.tours().at("/left/0/id").asText()).isEqualTo("t:island");
        assertThat(yard.tours().at("/left/0/why").asText()).startsWith("No truck can reach it");
    }

    @Test
    void a_restart_goes_on_with_the_tours_that_crews_drive() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 90.0).hours(5).tick();
        yard.merge("{'attributes':{'planNow':'1'}}").tick();
        var driven = yard.tours().deepCopy();
        assertThat(yard.onTour()).containsExactly(C1);
        yard.report("t:c2", FillLevel.LEVEL, 90.0).start().tick();
        assertThat(yard.tours()).isEqualTo(driven);
        yard.hours(24).report(C1, FillLevel.LEVEL, 91.0).report("t:c2", FillLevel.LEVEL, 91.0);
        assertThat(yard.tick().onTour()).containsExactlyInAnyOrder(C1, "t:c2");
    }

    @Test
    void tours_that_somebody_else_wrote_are_planned_anew_after_a_restart() {
        Yard yard = yard().area("").start();
        yard.hours(5)
                .merge("{'features':{'wasteTours':{'properties':{'day':'2026-11-20','tours':[{'truck':'X'}]}}}}")
                .start()
                .tick();
        assertThat(yard.tours().path("basis").asText()).startsWith("Straight lines");
    }

    @Test
    void after_a_restart_tours_wait_for_the_history_and_know_the_levels_again() {
        Yard yard = yard().area("").start();
        yard.report(C1, FillLevel.LEVEL, 90.0);
        Remembered history = new Remembered().with(FillLevel.LEVEL.is(90.0, yard.clock.instant()));
        yard.hours(6).remembers(history).start().tick();
        assertThat(yard.tours().path("basis").asText()).isEmpty();
        history.answer();
        assertThat(yard.tick().onTour()).containsExactly(C1);
        assertThat(yard.shown(C1).path("measured").asBoolean()).isTrue();
        assertThat(yard.findings(C1)).isEmpty();
    }
}
