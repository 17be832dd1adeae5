// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.lighting.City.FAR_LAMP;
import static org.borough.lighting.City.GROUP;
import static org.borough.lighting.City.LAMP;
import static org.borough.lighting.City.PIR;
import static org.borough.testkit.TickTable.desire;
import static org.borough.testkit.TickTable.merge;
import static org.borough.testkit.TickTable.report;
import static org.borough.things.Luminaire.LEVEL;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.junit.jupiter.api.Test;

/** Classes and programs in a street: the lamp at the sensor follows people, the other one the hour. */
class PlanTicksTest {

    private static final String FULL =
            ",'fullLevel':100,'unsensedLevel':100,'fadeStep':100,'fadeSeconds':0,'sensorSilenceSeconds':90000";
    private static final String ROAD = ",'lightingClass':{'kind':'M','installed':'M3','floor':'M6',"
            + "'parameters':{'speed':'moderate','volume':'high','composition':'mixed','separation':'no',"
            + "'junctions':'high','parked':'no','ambient':'moderate','task':'easy'}%s}";
    private static final String COUNTED = ",'traffic':{'sensors':['b:counter'],'capacityPerHour':600}";
    private static final String WORKDAY = ",'programs':[{'name':'workday','steps':[{'at':'22:00','level':60},"
            + "{'at':'23:00','class':'M5','dimLevel':30},{'at':'05:30','level':100,'fadeMinutes':10}]},"
            + "{'name':'weekend','steps':[{'at':'01:00','level':60}]}],"
            + "'calendar':[{'program':'workday'},{'program':'weekend','days':['fri','sat']}]";

    @Test
    void a_program_changes_levels_by_the_clock_and_says_so() {
        // 2026-11-22 is a Sunday; the first night is Saturday's.
        City city = city(FULL + ROAD.formatted("") + WORKDAY);
        city.table()
                .on("2026-11-22")
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("22:00")
                .then(desire(FAR_LAMP, LEVEL, 60.0, "program workday since 22:00: 60 %"))
                .at("23:00")
                .then(
                        desire(LAMP, LEVEL, 30.0, "nobody was there for 60 s; program workday since 23:00: class M5"),
                        desire(FAR_LAMP, LEVEL, 50.0, "class M5 (0.5 cd/m2), 50 %"))
                .at("23:30")
                .when(report(PIR, Presence.PRESENT, true))
                .then(desire(LAMP, LEVEL, 50.0, "somebody is there; program workday"));
        JsonNode decision = city.state().path("decisions").path(0);
        assertThat(decision.path("rule").asText()).isEqualTo("presence");
        assertThat(decision.path("evidence").asText())
                .contains("b:pir reports presence; calendar: every night, the evening of 2026-11-22; en13201-2015");
        JsonNode plan = city.state().path("plan");
        assertThat(plan.path("program").asText()).isEqualTo("workday");
        assertThat(plan.path("step").asText()).isEqualTo("23:00");
        assertThat(plan.at("/levels/full").asDouble()).isEqualTo(50);
    }

    @Test
    void the_weekend_has_a_program_of_its_own_across_midnight() {
        City city = city(FULL + ROAD.formatted("") + WORKDAY);
        city.table()
                .on("2026-11-21")
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("23:30")
                .thenNothing()
                .at("01:00")
                .then(desire(FAR_LAMP, LEVEL, 60.0, "program weekend since 01:00"))
                .at("05:45")
                .thenNothing();
    }

    @Test
    void a_step_with_a_fade_goes_up_part_by_part() {
        City city = city(FULL.replace("'fadeStep':100", "'fadeStep':25") + ROAD.formatted("") + WORKDAY);
        city.table()
                .on("2026-11-23")
                .at("04:00")
                .thenSo("dimmed", () -> true)
                .at("05:29:59")
                .thenNothing()
                .at("05:30")
                .then(desire(FAR_LAMP, LEVEL, 75.0, "on the way there"))
                .at("05:34:59")
                .thenNothing()
                .at("05:35")
                .then(desire(FAR_LAMP, LEVEL, 100.0))
                .at("05:45")
                .thenNothing();
    }

    @Test
    void daylight_saving_neither_loses_nor_doubles_a_step() {
        City spring =
                city("2026-03-28T11:00:00Z", FULL + ",'programs':[{'name':'n','steps':[{'at':'02:30','level':60}]}]");
        // 02:30 does not exist: the step comes at 03:30, an hour and a half after 01:30 UTC less one.
        spring.table()
                .on("2026-03-28")
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 100.0))
                .every(Duration.ofMinutes(10))
                .at("03:29")
                .thenNothing()
                .at("03:30")
                .then(desire(FAR_LAMP, LEVEL, 60.0));
        City autumn =
                city("2026-10-24T10:00:00Z", FULL + ",'programs':[{'name':'n','steps':[{'at':'02:30','level':60}]}]");
        autumn.table()
                .on("2026-10-24")
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 100.0))
                .every(Duration.ofMinutes(10))
                .at("02:29")
                .thenNothing()
                .at("02:30")
                .then(desire(FAR_LAMP, LEVEL, 60.0))
                .at("06:00")
                .thenNothing();
    }

    @Test
    void in_a_polar_night_the_clock_goes_on_and_in_the_midnight_sun_nothing_burns() {
        String arctic = FULL + ",'latitude':69.65,'longitude':18.95,"
                + "'programs':[{'name':'n','steps':[{'at':'sunset+60','level':50},{'at':'23:00','level':60}]}]";
        City winter = city("2026-12-20T11:30:00Z", arctic);
        winter.table()
                .on("2026-12-21")
                .at("12:30")
                .when(report(PIR, Presence.PRESENT, false))
                .thenSo("night", () -> winter.state().at("/sky/night").asBoolean())
                .at("23:00")
                .then(desire(FAR_LAMP, LEVEL, 60.0))
                .at("12:00")
                .then(desire(FAR_LAMP, LEVEL, 100.0));
        City summer = city("2026-06-21T10:00:00Z", arctic);
        summer.table()
                .on("2026-06-21")
                .every(Duration.ofMinutes(30))
                .at("11:00")
                .thenNothing();
    }

    @Test
    void the_class_follows_the_traffic_of_the_hour_up_at_once_and_down_when_it_lasts() {
        City city = city(FULL + ROAD.formatted(COUNTED));
        city.table()
                .on("2026-11-22")
                .at("19:00")
                .when(report(PIR, Presence.PRESENT, false), count(0))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 100.0, "no counter was heard for long enough"))
                .at("19:30")
                .when(count(100))
                .thenNothing()
                .at("20:00")
                .when(count(100))
                // 200 of 600 an hour: low, M5.
                .then(desire(FAR_LAMP, LEVEL, 50.0, "volume low: class M5, 50 %"))
                .at("20:10")
                .when(count(50))
                .then(desire(FAR_LAMP, LEVEL, 75.0, "volume moderate: class M4"))
                .at("20:20")
                .when(count(400))
                .then(desire(FAR_LAMP, LEVEL, 100.0, "volume high: class M3"))
                .at("21:19")
                .when(count(0))
                .thenNothing()
                .at("21:34")
                .thenNothing()
                .at("21:36")
                .then(desire(FAR_LAMP, LEVEL, 50.0, "volume low"));
        JsonNode decision = city.state().path("decisions").path(0);
        assertThat(decision.path("rule").asText()).isEqualTo("lighting_class");
        assertThat(decision.path("evidence").asText()).contains("b:counter counted", "M = 6 - (1) = 5");
    }

    @Test
    void traffic_overrules_a_program_that_would_be_darker() {
        City city = city(FULL + ROAD.formatted(COUNTED) + WORKDAY);
        city.table()
                .on("2026-11-22")
                .at("20:30")
                .when(report(PIR, Presence.PRESENT, false), count(0))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("21:30")
                .when(count(10))
                .then(desire(FAR_LAMP, LEVEL, 50.0, "volume low"))
                .at("22:00")
                .then(desire(FAR_LAMP, LEVEL, 60.0, "program workday"))
                .at("22:30")
                .when(count(500))
                .then(desire(FAR_LAMP, LEVEL, 100.0, "volume high: class M3, 100 %, more than program workday"));
    }

    @Test
    void a_rule_below_the_floor_class_is_refused_with_a_sentence() {
        City city = city(FULL + ROAD.formatted(""));
        String reason = refusal(city, FULL + ",'dimLevel':25" + ROAD.formatted(""));
        assertThat(reason)
                .contains("dimLevel 25 %, which is below the floor class M6 (0.3 cd/m2): that is 30 % of the installed"
                        + " M3 (1 cd/m2). Raise it to 30 %, or lower the floor");
        assertThat(refusal(city, FULL + ROAD.formatted("") + WORKDAY.replace("'level':60", "'level':10")))
                .contains("The program workday at 22:00 asks for 10 %, which is below the floor class M6");
        assertThat(refusal(
                        city, FULL + ",'floorLevel':40,'dimLevel':40" + WORKDAY.replace("'class':'M5'", "'level':40")))
                .contains("The program workday at 23:00 asks for dimLevel 30 %, which is below floorLevel 40 %");
    }

    @Test
    void a_level_set_by_hand_goes_before_program_and_class_but_not_below_the_floor_class() {
        City city = city(FULL + ROAD.formatted("") + WORKDAY);
        city.table()
                .on("2026-11-22")
                .at("22:30")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 60.0, "program workday"))
                .at("22:31")
                .when(merge(GROUP, "{\"attributes\":{\"override\":{\"level\":10,\"minutes\":60}}}"))
                .then(desire(LAMP, LEVEL, 30.0, "raised to the floor"), desire(FAR_LAMP, LEVEL, 30.0))
                .at("23:00")
                .thenNothing()
                .at("23:31")
                .then(desire(FAR_LAMP, LEVEL, 50.0, "program workday since 23:00"));
    }

    @Test
    void a_street_whose_lamps_cannot_give_its_class_is_told() {
        City city = city(FULL + ",'dimLevel':60" + ROAD.formatted("").replace("'installed':'M3'", "'installed':'M5'"));
        city.table().at("20:00").thenSo("tick", () -> true);
        assertThat(city.state().at("/status/reason").asText())
                .contains("The parameters ask for M3 (1 cd/m2), but the lamps were installed for M5");
    }

    @Test
    void classes_and_programs_survive_a_restart_and_go_when_they_are_taken_away() {
        City city = city(FULL + ROAD.formatted("") + WORKDAY);
        city.table().on("2026-11-22").at("22:30").thenSo("dimmed", () -> true);
        city.start();
        city.table().on("2026-11-22").at("22:31").thenNothing();
        city.table()
                .on("2026-11-22")
                .at("22:32")
                .when(
                        merge(
                                GROUP,
                                "{\"features\":{\"lighting\":{\"properties\":{\"lightingClass\":null,\"programs\":null,\"calendar\":null}}}}"))
                .then(desire(FAR_LAMP, LEVEL, 100.0));
        assertThat(city.state().path("rules").has("lightingClass")).isFalse();
        assertThat(city.state().path("rules").has("programs")).isFalse();
    }

    private static String refusal(City city, String rules) {
        city.twins.merge(
                org.borough.thing.ThingId.parse(GROUP),
                City.groupJson(rules),
                org.borough.twin.Cause.of("borough:admin", ""));
        city.steering().tick();
        return city.state().at("/status/reason").asText();
    }

    private static org.borough.testkit.TickTable.Event count(long passed) {
        return report("b:counter", TrafficCount.COUNT, passed);
    }

    private static City city(String rules) {
        return city("2026-11-21T11:00:00Z", rules);
    }

    private static City city(String now, String rules) {
        City city = City.street(Instant.parse(now));
        city.twins.with(
                "b:counter",
                "{'features':{'trafficCount':{'definition':['%s'],'properties':{}}}}"
                        .formatted(TrafficCount.MODEL)
                        .replace('\'', '"'));
        city.group(rules).start();
        city.twins.takeDesires();
        return city;
    }
}
