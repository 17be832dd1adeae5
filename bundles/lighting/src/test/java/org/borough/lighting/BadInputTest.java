// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.borough.testkit.TickTable;
import org.borough.thing.Reading;
import org.borough.things.Luminaire;
import org.borough.things.Presence;
import org.junit.jupiter.api.Test;

/** What nobody should send, and what then happens. */
class BadInputTest {

    private static final String ONE = "b:lamp-1";
    private static final String TWO = "b:lamp-2";
    private static final String PIR = "b:pir";

    @Test
    void impossible_readings_are_not_counted_and_told() {
        Round round = Round.of(2, "").until("20:00");
        for (int i = 0; i < 5; i++) {
            round.report(ONE, Luminaire.POWER, -5.0);
            round.report(ONE, Luminaire.POWER, 5_000_000.0);
            round.report(ONE, Luminaire.LEVEL, 140.0);
            round.minutes(10);
        }
        assertThat(round.alerts()).isEmpty();
        assertThat(round.findings())
                .anyMatch(one ->
                        one.startsWith("impossible b:lamp-1 power: 10 times since 2026-11-21T19:10:00Z, the last:"
                                + " 5000000.0 is not from -0.5 to 500.0."))
                .anyMatch(one -> one.contains("impossible b:lamp-1 level: 5 times since")
                        && one.contains("140.0 is not from 0.0 to 100.0."));
        assertThat(round.city.state().at("/energy/usedWh").asDouble())
                .as("two lamps of 50 W at 80 % since dusk")
                .isLessThan(400);
    }

    @Test
    void a_counter_that_runs_backwards_or_jumps_adds_nothing_it_did_not_count() {
        Round round = Round.of(1, "").says(ONE, level -> List.of());
        round.report(ONE, Luminaire.ENERGY, 1000.0);
        round.until("20:00");
        double[] readings = {1100, 1150, 3, 23, 900_023, 900_043};
        for (double reading : readings) {
            round.report(ONE, Luminaire.ENERGY, reading);
            round.minutes(30);
        }
        assertThat(round.findings())
                .containsExactly(
                        "counter_back b:lamp-1 energy: Once: 3 Wh after 1150 Wh.",
                        "counter_jump b:lamp-1 energy: Once: 900023 Wh after 23 Wh, where 70 Wh more can be.");
        assertThat(round.city.state().at("/energy/usedWh").asDouble()).isEqualTo(100 + 50 + 20 + 20);
        assertThat(round.city.state().at("/energy/savedPercent").asDouble()).isBetween(-100.0, 60.0);
    }

    @Test
    void readings_of_a_clock_that_is_off_by_hours_count_when_they_come() {
        Round round = Round.of(2, "").until("20:00");
        round.says(ONE, level -> List.of(reading(round, 0.2, Duration.ofHours(-3))));
        round.says(TWO, level -> List.of(reading(round, 0.2, Duration.ofHours(2))));
        round.minutes(80);
        assertThat(round.alerts()).containsExactly("lamp_failure b:lamp-1", "lamp_failure b:lamp-2");
        assertThat(round.findings())
                .containsExactly(
                        "clock b:lamp-1 : The last 3 readings say 180 minutes behind the time at which they came.",
                        "clock b:lamp-2 : The last 3 readings say 120 minutes ahead of the time at which they came.");
    }

    private static Reading<Double> reading(Round round, double watts, Duration off) {
        return Luminaire.POWER.is(watts, round.city.clock.instant().plus(off));
    }

    @Test
    void readings_that_come_twice_or_late_are_no_further_evidence() {
        Round round = Round.of(2, "").until("20:00").silent(ONE);
        Instant at = round.city.clock.instant();
        for (int i = 0; i < 6; i++) {
            round.report(ONE, List.of(Luminaire.POWER.is(0.0, at)));
            round.minutes(9);
        }
        assertThat(round.alerts()).as("one reading, six times").isEmpty();
        round.report(ONE, List.of(Luminaire.POWER.is(0.0, at.minus(Duration.ofHours(30)))));
        round.report(ONE, List.of(Luminaire.POWER.is(3.0, at)));
        round.minutes(1);
        assertThat(round.findings())
                .anyMatch(one -> one.startsWith("late b:lamp-1 power: Once: a reading of 2026-11-20T13:00:00Z came")
                        && one.endsWith("1440 are allowed."))
                .anyMatch(one -> one.equals(
                        "duplicate b:lamp-1 power: 2 times since 2026-11-21T19:09:00Z, the last: two values for"
                                + " 2026-11-21T19:00:00Z; 3.0 counts."));
    }

    @Test
    void a_lamp_that_moves_two_kilometres_has_the_neighbours_of_its_new_place() {
        Round round = Round.of(3, "").until("20:00");
        round.city.twins.with(
                ONE, "{\"attributes\":{\"location\":{\"type\":\"Point\",\"coordinates\":[13.3781,52.5343]}}}");
        round.minutes(10);
        assertThat(round.findings())
                .anyMatch(
                        one -> one.contains("moved b:lamp-1 : Once: It stood 2002 m away, at 52.5163, 13.3781; now at"))
                .anyMatch(one -> one.contains("no lamp of its group stands within 200 m of its new place"));
        round.city.twins.with(
                ONE, "{\"attributes\":{\"location\":{\"type\":\"Point\",\"coordinates\":[13.3795,52.5163]}}}");
        round.minutes(10);
        assertThat(round.findings())
                .anyMatch(one -> one.contains("next to its new place: b:lamp-3 at 32 m, b:lamp-2 at"));
    }

    @Test
    void wrong_units_are_found_and_raise_no_fault() {
        Round round = Round.of(2, "").until("20:00");
        round.draws(ONE, level -> level / 2 / 1000);
        round.says(TWO, level -> List.of(Luminaire.LEVEL.is(level / 100), Luminaire.POWER.is(level / 2)));
        round.minutes(60).level(ONE, 30).minutes(60);
        assertThat(round.alerts()).isEmpty();
        assertThat(round.findings())
                .anyMatch(one -> one.startsWith("unit b:lamp-1 power:") && one.contains("as if it spoke in kW."))
                .anyMatch(one -> one.startsWith("unit b:lamp-2 level:")
                        && one.contains("it says 0.8 where 80 % are asked: as if 1 were full level."));
    }

    @Test
    void two_lamps_that_claim_one_id_are_found_by_their_counters() {
        Round round = Round.of(1, "").says(ONE, level -> List.of()).until("20:00");
        for (int i = 0; i < 8; i++) {
            round.report(ONE, Luminaire.ENERGY, (i % 2 == 0 ? 1000.0 : 77_000.0) + 5 * i);
            round.minutes(10);
        }
        assertThat(round.findings())
                .anyMatch(one ->
                        one.startsWith("shared_id b:lamp-1 energy:") && one.contains("as if two lamps spoke as one"));
        assertThat(round.city.state().at("/energy/measuredLamps").asInt()).isZero();
        assertThat(round.city.state().at("/energy/modelledLamps").asInt()).isEqualTo(1);
    }

    @Test
    void a_lamp_that_two_groups_claim_is_the_first_ones_and_the_second_is_told() {
        Round round = Round.of(1, "");
        round.city.twins.with("b:lighting-z", City.groupJson(""));
        round.tick();
        assertThat(round.city
                        .thing("b:lighting-z")
                        .at("/features/lightingState/properties/status/reason")
                        .asText())
                .contains("b:lamp-1: already in another group");
    }

    @Test
    void a_presence_sensor_that_always_sees_somebody_is_stuck_and_its_lamps_stay_up() {
        City city = City.street().group("").start();
        Round round = Round.of(city).until("20:00");
        for (int i = 0; i < 38; i++) {
            round.report(PIR, Presence.PRESENT, true).minutes(10);
        }
        assertThat(round.findings())
                .anyMatch(
                        one -> one.startsWith("stuck b:pir presence: It says that somebody is there without a pause"));
        TickTable.of(city.clock, city.twins, now -> city.steering().tick())
                .in("Europe/Berlin")
                .on("2026-11-22")
                .at("02:30")
                .thenNothing();
        assertThat(city.twins
                        .get(org.borough.thing.ThingId.parse(City.LAMP))
                        .orElseThrow()
                        .desired(Luminaire.LEVEL))
                .hasValue(90.0);
        round.report(PIR, Presence.PRESENT, false).minutes(10);
        assertThat(round.findings()).noneMatch(one -> one.startsWith("stuck"));
    }

    @Test
    void a_presence_sensor_that_falls_silent_leaves_nobody_in_the_dark() {
        City city = City.street().group("").start();
        Round round = Round.of(city)
                .until("20:00")
                .report(PIR, Presence.PRESENT, false)
                .tick();
        round.minutes(130);
        assertThat(city.twins
                        .get(org.borough.thing.ThingId.parse(City.LAMP))
                        .orElseThrow()
                        .desired(Luminaire.LEVEL))
                .hasValue(90.0);
        assertThat(round.findings())
                .anyMatch(one -> one.startsWith("silent b:pir presence: Last heard at 2026-11-21T19:00"));
    }

    @Test
    void a_rule_that_contradicts_its_floor_is_refused_as_a_whole() {
        Round round = Round.of(1, "");
        round.city.twins.with(City.GROUP, City.groupJson(",'dimLevel':10,'faultMinutes':90"));
        round.tick();
        assertThat(round.city.state().at("/status/reason").asText())
                .contains(
                        "The new rules are refused",
                        "floorLevel 20 %, dimLevel 10 % and fullLevel 90 % must not fall in this order");
        assertThat(round.city.state().at("/rules/faultMinutes").asInt()).isEqualTo(30);
    }
}
