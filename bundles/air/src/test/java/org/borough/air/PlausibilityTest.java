// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.things.AirQuality.NO2;
import static org.borough.things.AirQuality.PM25;
import static org.borough.things.Climate.HUMIDITY;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlausibilityTest {

    private static double wave(Instant at, double middle) {
        return middle * (1 + 0.3 * Math.sin(at.getEpochSecond() / 5000.0));
    }

    @Test
    void an_impossible_reading_is_not_counted() {
        Town town = Town.ofFour().area("").allSay(PM25, 8).start().hours(1);
        town.report("t:s1", PM25, 65_535, town.clock.instant());
        town.report("t:s1", PM25, -40, town.clock.instant());
        town.hours(1);
        JsonNode finding = town.findings("impossible", "t:s1").get(0);
        assertThat(finding.path("evidence").asText()).contains("2 times", "-40.0 is not from -10.0 to 2000.0");
        assertThat(finding.path("effect").asText()).contains("not counted");
        assertThat(town.sensorState("t:s1")
                        .path("quantities")
                        .path("pm25")
                        .path("raw")
                        .asDouble())
                .isLessThan(9);
    }

    @Test
    void a_wrong_unit_is_found_by_the_steady_ratio_to_the_neighbours() {
        Town town = Town.ofFour().area("");
        for (int i = 1; i <= 4; i++) {
            double factor = i == 2 ? 1000 : 1;
            town.says("t:s" + i, PM25, at -> wave(at, 0.9) * factor);
            double parts = i == 3 ? 1 / 1.9125 : 1;
            town.says("t:s" + i, NO2, at -> wave(at, 40) * parts);
        }
        town.start().hours(14);
        assertThat(town.findings("unit", "t:s2").get(0).path("evidence").asText())
                .contains("1.00e+03 times", "a thousand times smaller");
        assertThat(town.findings("unit", "t:s3").get(0).path("evidence").asText())
                .contains("as if it spoke in ppb");
        assertThat(town.findings("unit", "t:s1")).isEmpty();
        assertThat(town.state()
                        .path("index")
                        .path("parts")
                        .path("pm25")
                        .path("concentration")
                        .asDouble())
                .isLessThan(2);
    }

    @Test
    void a_value_that_never_moves_is_stuck_and_not_used() {
        Town town = Town.ofFour()
                .area("")
                .allSay(NO2, 30)
                .says("t:s4", NO2, at -> 30.0)
                .start()
                .hours(7);
        assertThat(town.findings("stuck", "t:s4").get(0).path("evidence").asText())
                .isEqualTo("36 readings in 6 hours, all of them 30.0.");
        assertThat(town.state().path("index").path("notHeard").get(0).asText()).isEqualTo("t:s4");
        town.says("t:s4", NO2, at -> wave(at, 30)).hours(2);
        assertThat(town.findings("stuck", "t:s4")).isEmpty();
    }

    @Test
    void a_clock_off_by_hours_is_told_from_readings_that_are_only_late() {
        Town town = Town.ofFour().area("").allSay(NO2, 30).start().hours(3);
        Instant backlog = town.clock.instant().minus(Duration.ofHours(2));
        for (int i = 0; i < 5; i++) {
            town.report("t:s1", NO2, 99, backlog.plusSeconds(77 + i));
        }
        town.tick();
        assertThat(town.findings("clock", "t:s1"))
                .as("kept back and sent at once")
                .isEmpty();
        town.silent("t:s2");
        for (int i = 0; i < 4; i++) {
            town.clock.advance(Duration.ofMinutes(10));
            town.report("t:s2", NO2, 500, town.clock.instant().minus(Duration.ofMinutes(122)));
            town.report("t:s3", NO2, 30, town.clock.instant().plus(Duration.ofHours(1)));
        }
        town.tick();
        assertThat(town.findings("clock", "t:s2").get(0).path("evidence").asText())
                .isEqualTo("The last 3 readings say 122 minutes behind the time at which they came.");
        assertThat(town.findings("clock", "t:s3").get(0).path("evidence").asText())
                .contains("60 minutes ahead of");
        town.clock.advance(Duration.ofMinutes(10));
        town.report("t:s2", NO2, 31, town.clock.instant());
        town.tick();
        assertThat(town.findings("clock", "t:s2")).isEmpty();
        assertThat(town.sensorState("t:s2")
                        .path("quantities")
                        .path("no2")
                        .path("latest")
                        .asDouble())
                .isEqualTo(31);
    }

    @Test
    void of_two_values_for_one_instant_the_later_word_counts() {
        Town town = Town.ofFour().area("").allSay(NO2, 30).start().hours(2);
        Instant again = town.clock.instant().minusSeconds(601);
        town.report("t:s1", NO2, 33, again);
        town.report("t:s1", NO2, 33, again);
        town.tick();
        assertThat(town.findings("duplicate", "t:s1").get(0).path("evidence").asText())
                .startsWith("Once: two values for");
    }

    @Test
    void a_late_reading_changes_its_hour_and_one_that_is_too_late_does_not_count() {
        Town town =
                Town.ofFour().area(",'lateMinutes':180").allSay(NO2, 30).start().hours(2);
        double before = town.sensorState("t:s1")
                .path("quantities")
                .path("no2")
                .path("raw")
                .asDouble();
        town.report("t:s1", NO2, 300, town.clock.instant().minusSeconds(700));
        town.tick();
        assertThat(town.sensorState("t:s1")
                        .path("quantities")
                        .path("no2")
                        .path("raw")
                        .asDouble())
                .isGreaterThan(before + 30);
        town.report("t:s1", NO2, 300, town.clock.instant().minus(Duration.ofHours(4)));
        town.tick();
        assertThat(town.findings("late", "t:s1").get(0).path("evidence").asText())
                .contains("240 minutes late; 180 are allowed");
    }

    @Test
    void a_device_that_moved_does_not_speak_with_its_old_hours() {
        Town town = Town.ofFour().area("").allSay(NO2, 30).start().hours(3);
        town.move("t:s1", 900);
        town.tick();
        assertThat(town.findings("moved", "t:s1").get(0).path("evidence").asText())
                .contains("600 m away");
        assertThat(town.state().path("index").path("notHeard").get(0).asText()).isEqualTo("t:s1");
        town.hours(2);
        assertThat(town.state().path("index").path("notHeard")).isEmpty();
    }

    @Test
    void a_humidity_sensor_that_is_always_wet_is_found() {
        Town town = Town.ofFour().area("").allSay(PM25, 5).says("t:s1", HUMIDITY, at -> 99.9);
        town.says("t:s2", HUMIDITY, at -> wave(at, 70)).start().hours(13);
        assertThat(town.findings("saturated", "t:s1").get(0).path("evidence").asText())
                .isEqualTo("100 % of the readings of the last 13 hours are 99 % or more: the sensor is wet or spent.");
        assertThat(town.findings("saturated", "t:s2")).isEmpty();
    }

    @Test
    void an_hour_far_off_the_neighbours_is_kept_out_of_the_area_and_few_neighbours_are_said() {
        Town town = Town.ofFour().area("").allSay(NO2, 30).says("t:s4", NO2, at -> wave(at, 150));
        town.start().hours(2);
        assertThat(town.findings("outlier", "t:s4").get(0).path("evidence").asText())
                .contains("beside a median of 30.2 of 3 neighbours");
        assertThat(town.state().path("index").path("sensors").asInt()).isEqualTo(3);
        assertThat(town.sensorState("t:s4")
                        .path("quantities")
                        .path("no2")
                        .path("raw")
                        .asDouble())
                .isGreaterThan(100);
        town.silent("t:s1");
        town.hours(3);
        assertThat(town.findings("few_neighbours", "t:s4")
                        .get(0)
                        .path("evidence")
                        .asText())
                .isEqualTo("2 within 2000 m; 3 are needed.");
        assertThat(town.findings("silent", "t:s1").get(0).path("evidence").asText())
                .isEqualTo("Last heard 180 minutes ago.");
    }
}
