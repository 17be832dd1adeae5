// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.things.SignalPlan;
import org.junit.jupiter.api.Test;

class TrafficTicksTest {

    private static final String SIGNAL = ",'signals':[{'controller':'t:lsa1','plans':['P1','P2','CLEAN'],'usual':'P1',"
            + "'holdMinutes':15,'choices':[{'plan':'CLEAN','when':'air','of':'t:air'},"
            + "{'plan':'P2','when':'level','of':'t:s1','level':'E'}]}]";

    @Test
    void a_segment_tells_how_it_goes_at_which_level_on_what_ground() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area("")
                .drives("t:s1", at -> 30)
                .start()
                .minutes(10);
        JsonNode travel = streets.travel("t:s1");
        assertThat(travel.path("speed").asDouble()).isEqualTo(30);
        assertThat(travel.path("flow").asDouble()).isEqualTo(600);
        assertThat(travel.path("level").asText()).isEqualTo("C");
        assertThat(travel.path("congested").asBoolean()).isFalse();
        assertThat(travel.path("quality").asText()).isEqualTo("measured");
        assertThat(streets.state().path("status").path("reason").asText()).isEqualTo("1 segments are measured.");
        assertThat(streets.watch().status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void more_vehicles_than_can_pass_are_the_worst_level_however_fast_they_are() {
        Streets streets = new Streets()
                .segment("t:s1", ",'capacityPerHour':500")
                .area("")
                .drives("t:s1", at -> 50)
                .start()
                .minutes(10);
        assertThat(streets.travel("t:s1").path("level").asText()).isEqualTo("F");
    }

    @Test
    void a_plan_is_proposed_when_its_choice_holds_with_the_reason_and_held_until_its_time() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area(SIGNAL)
                .signal("t:lsa1")
                .drives("t:s1", at -> 16)
                .start()
                .minutes(20);
        JsonNode signal = streets.state().path("signals").get(0);
        assertThat(signal.path("plan").asText()).isEqualTo("P2");
        assertThat(signal.path("why").asText()).isEqualTo("t:s1 is at level E, E or worse was agreed");
        assertThat(signal.path("state").asText()).isEqualTo("proposed");
        streets.drives("t:s1", at -> 45).minutes(5);
        assertThat(streets.state().path("signals").get(0).path("why").asText()).contains("held until");
        streets.minutes(15);
        JsonNode decision = streets.state().path("decisions").get(0);
        assertThat(decision.path("plan").asText()).isEqualTo("P1");
        assertThat(decision.path("rule").asText()).isEqualTo("A. Planner, 2026-11-01");
        assertThat(streets.twins.desires()).isEmpty();
    }

    @Test
    void a_controller_is_asked_only_where_the_planner_says_steer_and_confirms() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area(SIGNAL + ",'mode':'steer'")
                .signal("t:lsa1")
                .drives("t:s1", at -> 10)
                .start();
        streets.twins.obedient();
        streets.minutes(25);
        assertThat(streets.twins.desires()).last().satisfies(desire -> assertThat(
                        desire.settings().get(0).of(SignalPlan.PLAN))
                .contains("P2"));
        assertThat(streets.state().path("signals").get(0).path("state").asText())
                .isEqualTo("confirmed");
    }

    @Test
    void the_air_asks_for_a_plan_by_a_rule_that_can_be_revoked() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area(SIGNAL)
                .drives("t:s1", at -> 45)
                .start();
        streets.twins.with(
                "t:air",
                Streets.json(
                        "{'features':{'airState':{'definition':['borough:airState:1.0.0'],'properties':{'alerts':[{'why':'NO2 is 210.'}]}}}}"));
        streets.minutes(20);
        JsonNode signal = streets.state().path("signals").get(0);
        assertThat(signal.path("plan").asText()).isEqualTo("CLEAN");
        assertThat(signal.path("why").asText()).isEqualTo("the air of t:air asks for it: NO2 is 210.");
        streets.area(SIGNAL.replace("{'plan':'CLEAN','when':'air','of':'t:air'},", ""))
                .minutes(20);
        assertThat(streets.state().path("signals").get(0).path("plan").asText()).isEqualTo("P1");
    }

    @Test
    void a_plan_that_no_engineer_made_is_refused_and_the_last_valid_rules_stay() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area(SIGNAL)
                .drives("t:s1", at -> 45)
                .start()
                .minutes(10);
        streets.area(SIGNAL.replace("'usual':'P1'", "'usual':'P9'")).minutes(5);
        assertThat(streets.state().path("status").path("reason").asText())
                .contains("signals[0]: usual is 'P9'; it must be one of the plans [P1, P2, CLEAN]")
                .contains("last valid ones stay in force");
        assertThat(streets.state().path("signals").get(0).path("plan").asText()).isEqualTo("P1");
    }

    @Test
    void lighting_sees_who_drives_only_where_the_segment_says_so() {
        Streets streets = new Streets()
                .segment("t:s1", ",'presenceForLighting':'yes'")
                .area("")
                .drives("t:s1", at -> 45)
                .start()
                .minutes(5);
        assertThat(streets.feature("t:s1", "presence").path("present").asBoolean())
                .isTrue();
        streets.silent("t:s1");
        streets.minutes(5);
        assertThat(streets.feature("t:s1", "presence").path("present").asBoolean(true))
                .isFalse();
        streets.segment("t:s1", ",'presenceForLighting':'no'").minutes(5);
        assertThat(streets.feature("t:s1", "presence").isMissingNode()).isTrue();
    }

    @Test
    void after_some_days_speeds_are_forecast_with_intervals_and_the_skill_stands_beside_simple_ways() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .segment("t:s2", "")
                .area(",'learnFromMinutes':1440,'learnEveryMinutes':1440")
                .drives("t:s1", at -> Streets.daily(at, 0))
                .drives("t:s2", at -> Streets.daily(at, 0.5))
                .start()
                .minutes(60);
        JsonNode first =
                streets.feature("t:s1", "trafficForecast").path("horizons").get(0);
        assertThat(first.path("by").asText()).isEqualTo("last value");
        assertThat(streets.state().path("learning").asText()).startsWith("No segment has 24 hours of speeds yet");
        streets.days(2);
        JsonNode horizons = streets.feature("t:s1", "trafficForecast").path("horizons");
        assertThat(horizons.findValuesAsText("minutes")).containsExactly("15", "30", "45", "60");
        JsonNode hour = horizons.get(3);
        assertThat(hour.path("low").asDouble()).isLessThan(hour.path("speed").asDouble());
        assertThat(hour.path("high").asDouble())
                .isGreaterThan(hour.path("speed").asDouble());
        assertThat(hour.path("rmse").path("learned").asDouble())
                .isLessThan(hour.path("rmse").path("lastValue").asDouble());
        assertThat(hour.path("by").asText()).isEqualTo("learned");
        streets.drives("t:s1", at -> 5).minutes(30);
        assertThat(streets.feature("t:s1", "trafficForecast").path("oddities")).isNotEmpty();
    }

    @Test
    void other_rules_are_dry_run_over_the_remembered_days_and_adopted_by_name() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area(SIGNAL)
                .drives("t:s1", at -> Streets.daily(at, 0))
                .start()
                .days(1);
        streets.twins.with(
                Streets.AREA,
                Streets.json(
                        "{'attributes':{'proposal':{'congestedFrom':'D','author':'B. Planner','date':'2026-11-17','source':'report 7'}}}"));
        streets.tick();
        streets.tick();
        JsonNode proposal = streets.feature(Streets.AREA, "rulebook").path("proposal");
        assertThat(proposal.path("state").asText()).isEqualTo("rehearsed");
        JsonNode minutes = proposal.path("figures").path("congestedMinutes");
        assertThat(minutes.path("inForce").asDouble()).isZero();
        assertThat(minutes.path("difference").asDouble()).isGreaterThan(30);
        streets.twins.with(
                Streets.AREA,
                Streets.json("{'attributes':{'adopt':'" + proposal.path("id").asText() + "'}}"));
        streets.tick();
        streets.tick();
        assertThat(streets.feature(Streets.AREA, "traffic")
                        .path("congestedFrom")
                        .asText())
                .isEqualTo("D");
    }

    @Test
    void three_areas_learn_together_from_those_who_share_and_show_what_was_sent() {
        Streets streets = new Streets();
        String with = ",'learnWith':'region','learnFromMinutes':240,'learnEveryMinutes':240";
        for (String name : new String[] {"a", "b", "c"}) {
            streets.area("t:" + name, with)
                    .segment("t:" + name + "1", "t:" + name, ",'shareForLearning':'yes'")
                    .segment("t:" + name + "2", "t:" + name, "")
                    .drives("t:" + name + "1", at -> Streets.daily(at, 0))
                    .drives("t:" + name + "2", at -> Streets.daily(at, 1));
        }
        streets.start().minutes(600);
        JsonNode together = streets.feature("t:a", "trafficState").path("learningTogether");
        assertThat(together.path("contributors")).extracting(JsonNode::asText).containsExactly("t:a1");
        assertThat(together.path("sent").asText()).isEqualTo("925 masked numbers, no speed");
        assertThat(together.path("sha256").asText()).hasSize(64);
        streets.segment("t:new", "t:a", "")
                .drives("t:new", at -> Streets.daily(at, 0))
                .minutes(15);
        assertThat(streets.feature("t:new", "trafficForecast")
                        .path("horizons")
                        .get(0)
                        .path("by")
                        .asText())
                .isEqualTo("learned with others");
        streets.segment("t:a1", "t:a", ",'shareForLearning':'no'").minutes(250);
        assertThat(streets.feature("t:a", "trafficState")
                        .path("learningTogether")
                        .path("state")
                        .asText())
                .startsWith("2 areas have segments that share");
    }

    @Test
    void after_a_restart_plans_and_decisions_go_on_from_what_was_shown() {
        Streets streets = new Streets()
                .segment("t:s1", "")
                .area(SIGNAL)
                .drives("t:s1", at -> 10)
                .start()
                .minutes(25);
        String since = streets.state().path("signals").get(0).path("since").asText();
        streets.start().minutes(5);
        assertThat(streets.state().path("signals").get(0).path("since").asText())
                .isEqualTo(since);
        assertThat(streets.state().path("decisions")).hasSize(2);
        assertThat(streets.twins.get(ThingId.parse("borough:traffic"))).isPresent();
    }
}
