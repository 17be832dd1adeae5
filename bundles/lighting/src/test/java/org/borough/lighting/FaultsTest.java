// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.borough.things.Luminaire;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String ONE = "b:lamp-1";
    private static final String TWO = "b:lamp-2";

    @Test
    void lamps_that_follow_raise_nothing_by_night_and_by_day() {
        Round round = Round.of(3, "").until("20:00").until("07:00").until("19:00");
        assertThat(round.alerts()).isEmpty();
        assertThat(round.findings()).isEmpty();
        assertThat(round.city.steering().status().level().name()).isEqualTo("OK");
    }

    @Test
    void a_lamp_that_draws_next_to_nothing_failed_once_there_is_enough_evidence() {
        Round round = Round.of(3, "").until("20:00").draws(ONE, level -> 0.4);
        assertThat(round.minutes(10).alerts()).as("one odd reading").isEmpty();
        assertThat(round.minutes(20).alerts()).as("three, but too soon").isEmpty();
        assertThat(round.minutes(10).alerts()).containsExactly("lamp_failure b:lamp-1");
        assertThat(round.alert(0).path("why").asText())
                .contains("lamp failure since 2026-11-21T19:10:00Z", "It draws 0.4 W at 80 %; 40 W are expected.");
        assertThat(round.alert(0).path("rule").asText())
                .isEqualTo(
                        "on, but below 10 % of the power expected, or so says its controller, 3 readings in a row over"
                                + " 30 minutes at least; A. Expert (2026-11-01, P4)");
        assertThat(round.alert(0).path("advice").asText()).contains("LED module");
        assertThat(round.alert(0).path("street").asText()).isEqualTo("Unter den Linden");
        assertThat(round.city.steering().status().reason()).contains("Lamp failure: b:lamp-1.");
        assertThat(round.until("12:00").alerts())
                .as("off by day nobody can tell")
                .hasSize(1);
        assertThat(round.follows(ONE).until("16:40").alerts()).hasSize(1);
        assertThat(round.until("18:00").alerts()).isEmpty();
        assertThat(round.log())
                .containsExactly("alert ends lamp_failure b:lamp-1", "alert begins lamp_failure b:lamp-1");
        assertThat(round.city.state().at("/faultLog/0/ended").asText()).startsWith("2026-11-22T");
    }

    @Test
    void one_odd_reading_between_good_ones_raises_nothing() {
        Round round = Round.of(2, "").until("20:00");
        for (int i = 0; i < 10; i++) {
            round.draws(ONE, level -> 0.0).minutes(20).follows(ONE).minutes(10).draws(TWO, level -> 100.0);
            round.minutes(10).follows(TWO).minutes(10);
        }
        assertThat(round.alerts()).doesNotContain("lamp_failure b:lamp-1").noneMatch(one -> one.contains(TWO));
    }

    @Test
    void the_controllers_own_flags_count_when_they_stand() {
        Round round = Round.of(2, "").until("20:00");
        round.report(ONE, Luminaire.LAMP_FAULT, true).report(TWO, Luminaire.DRIVER_FAULT, true);
        assertThat(round.minutes(20).alerts()).isEmpty();
        assertThat(round.minutes(30).alerts()).containsExactly("lamp_failure b:lamp-1", "driver_failure b:lamp-2");
        assertThat(round.alert(1).path("why").asText()).contains("Its controller says driverFault.");
        round.report(ONE, Luminaire.LAMP_FAULT, false);
        assertThat(round.minutes(50).alerts()).containsExactly("driver_failure b:lamp-2");
    }

    @Test
    void a_driver_that_draws_less_than_its_standby_is_dead() {
        Round round = Round.of(2, ",'standbyWatts':1.5").until("20:00");
        round.draws(ONE, level -> 0.1).draws(TWO, level -> 1.4).minutes(60);
        assertThat(round.alerts()).containsExactly("driver_failure b:lamp-1", "lamp_failure b:lamp-2");
        assertThat(round.alert(0).path("why").asText()).contains("a driver that lives draws 1.5 W");
    }

    @Test
    void a_lamp_that_draws_power_by_day_is_a_day_burner() {
        Round round = Round.of(2, "").until("10:00").draws(ONE, level -> 48.0);
        assertThat(round.minutes(60).alerts()).containsExactly("day_burner b:lamp-1");
        assertThat(round.alert(0).path("why").asText()).contains("It should be off and draws 48 W at 0 %.");
        round.says(TWO, level -> List.of(Luminaire.LEVEL.is(100.0)));
        assertThat(round.minutes(60).alerts())
                .as("it measures no power, but says that it burns")
                .containsExactly("day_burner b:lamp-1", "day_burner b:lamp-2");
        assertThat(round.alert(1).path("why").asText()).contains("0 % are asked, it says: 100 %.");
    }

    @Test
    void power_that_does_not_follow_the_level_is_a_stuck_level() {
        Round round = Round.of(2, "").until("20:00").draws(ONE, level -> 40.0);
        assertThat(round.minutes(60).alerts()).isEmpty();
        round.level(ONE, 30).minutes(60);
        assertThat(round.alerts()).containsExactly("stuck_level b:lamp-1");
        assertThat(round.alert(0).path("why").asText())
                .contains("It draws 40 W at 30 %; 15 W are expected, and at 80 % it drew 40 W.");
    }

    @Test
    void a_level_that_is_not_taken_is_a_stuck_level_as_well() {
        Round round = Round.of(2, "").until("20:00");
        round.says(ONE, level -> List.of(Luminaire.LEVEL.is(20.0))).minutes(60);
        assertThat(round.alerts()).containsExactly("stuck_level b:lamp-1");
        assertThat(round.alert(0).path("why").asText()).contains("80 % are asked, it says: 20 %.");
    }

    @Test
    void a_lamp_that_goes_out_and_comes_back_cycles() {
        Round round = Round.of(2, "").until("20:00");
        for (int i = 0; i < 3; i++) {
            round.follows(ONE).minutes(20).draws(ONE, level -> 0.0).minutes(20);
        }
        assertThat(round.alerts()).containsExactly("cycling b:lamp-1");
        assertThat(round.alert(0).path("why").asText()).contains("It went out 3 times since");
        assertThat(round.follows(ONE).until("15:00").alerts()).isEmpty();
    }

    @Test
    void another_lamp_than_the_register_says_is_told_from_one_that_got_weaker() {
        Round round = Round.of(2, "").draws(ONE, level -> level / 2 * 1.6).until("23:00");
        assertThat(round.alerts()).containsExactly("wrong_power b:lamp-1");
        assertThat(round.alert(0).path("why").asText())
                .contains("It draws 64 W at 80 %; 40 W are expected by its rated power.");
        round.draws(TWO, level -> level / 2 * 0.6).minutes(60);
        assertThat(round.alerts()).containsExactly("wrong_power b:lamp-1", "degraded b:lamp-2");
        assertThat(round.alert(1).path("why").asText())
                .contains("24 W at 80 %; 40 W are expected, which it drew before");
    }

    @Test
    void energy_alone_tells_a_dark_lamp_and_a_day_burner() {
        double[] wattHours = {1000, 1000};
        Round round = Round.of(2, "");
        round.says(ONE, level -> List.of(Luminaire.ENERGY.is(wattHours[0])));
        round.says(TWO, level -> List.of(Luminaire.ENERGY.is(wattHours[1] += level / 2 / 6)));
        assertThat(round.until("21:00").alerts()).containsExactly("lamp_failure b:lamp-1");
        round.says(ONE, level -> List.of(Luminaire.ENERGY.is(wattHours[0] += 50.0 / 6)));
        assertThat(round.until("12:00").alerts()).containsExactly("day_burner b:lamp-1");
    }

    @Test
    void the_curve_of_the_driver_says_what_is_expected() {
        String curve = ",'dimmingCurve':'0:0 30:60 80:95 100:100'";
        Round linear = Round.of(1, ",'powerTolerancePercent':10").draws(ONE, level -> 47.5);
        assertThat(linear.until("22:00").alerts()).containsExactly("day_burner b:lamp-1", "stuck_level b:lamp-1");
        Round curved = Round.of(1, ",'powerTolerancePercent':10" + curve).draws(ONE, level -> level > 0 ? 47.5 : 0);
        assertThat(curved.until("22:00").alerts()).isEmpty();
        assertThat(City.street()
                        .group(",'dimmingCurve':'0:0 50:60 40:70 100:100'")
                        .start()
                        .state()
                        .at("/status/reason")
                        .asText())
                .contains("dimmingCurve is \"0:0 50:60 40:70 100:100\"", "such as \"0:0 10:16 50:55 100:100\"");
    }

    @Test
    void a_lamp_is_missed_after_four_of_its_own_pauses() {
        Round round = Round.of(3, "").until("20:00").silent(ONE);
        assertThat(round.minutes(60).alerts()).isEmpty();
        assertThat(round.minutes(10).alerts()).containsExactly("no_communication b:lamp-1");
        assertThat(round.alert(0).path("why").asText())
                .contains("Last heard at 2026-11-21T19:00:00Z. It speaks every 10 minutes or oftener.");
        assertThat(round.follows(ONE).minutes(10).alerts()).isEmpty();
    }

    @Test
    void a_cabinet_that_fails_is_told_once_and_not_for_each_of_its_lamps() {
        Round round = Round.of(13, "").until("20:00");
        for (int i = 1; i <= 13; i++) {
            String cabinet = i <= 9 ? "C7" : "C8";
            round.city.twins.with("b:lamp-" + i, "{\"attributes\":{\"cabinet\":\"" + cabinet + "\"}}");
        }
        round.minutes(20);
        for (int i = 1; i <= 9; i++) {
            if (i % 3 == 0) {
                round.draws("b:lamp-" + i, level -> 0.0);
            } else {
                round.silent("b:lamp-" + i);
            }
        }
        round.draws("b:lamp-11", level -> 0.0).minutes(120);
        assertThat(round.alerts()).containsExactly("supply C7", "lamp_failure b:lamp-11");
        assertThat(round.alert(0).path("why").asText())
                .contains("9 of 9 lamps went silent or dark together, 6 of them silent");
        assertThat(round.alert(0).path("lamps")).hasSize(9);
        assertThat(round.log()).hasSize(2);
        assertThat(round.city.steering().status().reason())
                .contains("Supply fault: C7 (9 lamps). Lamp failure: b:lamp-11.");
        for (int i = 1; i <= 9; i++) {
            round.follows("b:lamp-" + i);
        }
        assertThat(round.minutes(60).alerts()).containsExactly("lamp_failure b:lamp-11");
        assertThat(round.log()).first().isEqualTo("alert ends supply C7");
    }

    @Test
    void lamps_that_fail_one_after_the_other_are_no_supply_fault() {
        Round round = Round.of(4, "").until("17:00");
        round.draws(ONE, level -> 0.0).minutes(120).draws(TWO, level -> 0.0).minutes(120);
        round.draws("b:lamp-3", level -> 0.0).minutes(120);
        assertThat(round.alerts())
                .containsExactly("lamp_failure b:lamp-1", "lamp_failure b:lamp-2", "lamp_failure b:lamp-3");
    }

    @Test
    void a_restart_forgets_no_fault_and_tells_none_twice() {
        Round round = Round.of(3, "")
                .until("20:00")
                .draws(ONE, level -> 0.0)
                .silent(TWO)
                .minutes(120);
        assertThat(round.alerts()).containsExactly("lamp_failure b:lamp-1", "no_communication b:lamp-2");
        round.city.start();
        round.minutes(30);
        assertThat(round.alerts()).containsExactly("lamp_failure b:lamp-1", "no_communication b:lamp-2");
        assertThat(round.alert(0).path("since").asText())
                .isEqualTo(Instant.parse("2026-11-21T19:10:00Z").toString());
        assertThat(round.log()).hasSize(2);
        assertThat(round.follows(ONE).follows(TWO).minutes(60).alerts()).isEmpty();
    }

    @Test
    void the_worklist_of_all_groups_follows_the_streets() {
        Round round = Round.of(12, "").until("20:00");
        round.draws("b:lamp-10", level -> 0.0)
                .draws("b:lamp-9", level -> 0.0)
                .draws(TWO, level -> 90.0)
                .minutes(60);
        JsonNode service = round.city.thing("borough:lighting").at("/features/lightingService/properties");
        assertThat(service.path("alertCount").asInt()).isEqualTo(3);
        assertThat(service.path("worklist"))
                .extracting(entry -> entry.path("site").asText())
                .containsExactly(TWO, "b:lamp-9", "b:lamp-10");
        assertThat(service.at("/worklist/0/group").asText()).isEqualTo(City.GROUP);
        assertThat(service.at("/worklist/0/latitude").asDouble()).isEqualTo(52.5163);
    }

    @Test
    void energy_and_co2_are_told_lamp_by_lamp_with_how_they_are_known() {
        String carbon = ",'co2GramsPerKwh':400,'co2Source':'A. Agency','co2Date':'2026-01-01'";
        Round round = Round.of(4, carbon);
        double[] wattHours = {0};
        round.says(ONE, level -> List.of(Luminaire.ENERGY.is(wattHours[0] += level / 2 / 6)));
        round.says("b:lamp-3", level -> List.of(Luminaire.LEVEL.is(level)));
        round.until("20:00").silent("b:lamp-4").minutes(180);
        JsonNode state = round.city.state();
        assertThat(state.at("/energy/measuredLamps").asInt()).isEqualTo(2);
        assertThat(state.at("/energy/modelledLamps").asInt()).isEqualTo(1);
        assertThat(state.at("/energy/unseenLamps").asInt()).isEqualTo(1);
        assertThat(state.at("/energy/baseline").asText()).startsWith("LED, same lamps, fixed schedule");
        assertThat(state.path("lampEnergy"))
                .extracting(lamp -> lamp.path("method").asText())
                .containsExactly("measured", "measured", "modelled", "unseen");
        double saved = state.at("/lampEnergy/1/baselineWh").asDouble()
                - state.at("/lampEnergy/1/usedWh").asDouble();
        assertThat(state.at("/lampEnergy/1/savedCo2Grams").asDouble())
                .isEqualTo(saved * 0.4, org.assertj.core.data.Offset.offset(0.02));
        JsonNode total = round.city.thing("borough:lighting").at("/features/lightingService/properties/co2");
        assertThat(total.path("savedKg").asDouble())
                .isEqualTo(state.at("/co2/savedKg").asDouble());
        assertThat(total.at("/sources/0").asText()).isEqualTo("400.0 g/kWh: A. Agency (2026-01-01)");
        double used = state.at("/lampEnergy/1/usedWh").asDouble();
        round.city.start();
        assertThat(round.minutes(10).city.state().at("/lampEnergy/1/usedWh").asDouble())
                .isGreaterThanOrEqualTo(used)
                .isLessThan(used + 20);
    }

    @Test
    void a_dry_run_says_which_faults_would_have_been_raised_last_week() {
        Recorder recorder = new Recorder();
        Instant night = Instant.parse("2026-11-20T19:00:00Z");
        for (int i = 0; i < 12; i++) {
            String at = night.plusSeconds(600L * i).toString();
            recorder.told(ONE, Luminaire.LEVEL, 80.0, at).told(ONE, Luminaire.POWER, 6.0, at);
            recorder.told(TWO, Luminaire.LEVEL, 80.0, at).told(TWO, Luminaire.POWER, 0.1, at);
        }
        Round round = Round.of(2, ",'silencePauses':0");
        round.city.remembering(recorder).start();
        round.minutes(10);
        round.city.twins.with(
                City.GROUP,
                "{\"attributes\":{\"proposal\":{\"darkPercent\":20,\"author\":\"B. Planner\",\"date\":\"2026-11-21\",\"source\":\"visits\"}}}");
        round.tick();
        JsonNode proposal = round.city.rulebook().path("proposal");
        assertThat(proposal.at("/figures/faultsRaised/lamp_failure").toString())
                .isEqualTo("{\"inForce\":1.0,\"proposed\":2.0,\"difference\":1.0}");
        assertThat(proposal.path("words").toString())
                .contains("Raised under the proposed rules only: b:lamp-1 lamp failure.", "48 readings");
    }
}
