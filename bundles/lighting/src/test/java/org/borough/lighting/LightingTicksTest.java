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
import static org.borough.testkit.TickTable.wish;
import static org.borough.things.Luminaire.LEVEL;

import java.time.Duration;
import org.borough.thing.ThingId;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.junit.jupiter.api.Test;

class LightingTicksTest {

    @Test
    void lamps_follow_the_sun_and_are_off_by_day() {
        City city = City.street().group("");
        city.start();
        assertThat(city.twins.takeDesires())
                .hasSize(2)
                .allMatch(desire -> desire.settings().get(0).value().equals(0.0));
        city.table()
                .at("12:30")
                .thenNothing()
                .at("15:58")
                .thenNothing()
                .at("16:06")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0, "nobody"), desire(FAR_LAMP, LEVEL, 80.0, "no sensor"))
                .at("16:30")
                .thenNothing();
    }

    @Test
    void dusk_and_dawn_come_earlier_or_later_as_the_rules_say() {
        City city = City.street()
                .group(",'sunsetOffsetMinutes':30,'sunriseOffsetMinutes':-30")
                .start();
        city.table()
                .at("16:20")
                .thenNothing()
                .at("16:36")
                .then(desire(LAMP, LEVEL, 90.0), desire(FAR_LAMP, LEVEL, 80.0))
                .every(Duration.ofMinutes(1))
                .at("07:00")
                .thenSo(
                        "still night",
                        () -> city.state().path("sky").path("night").asBoolean())
                .at("07:12")
                .thenSo("day", () -> !city.state().path("sky").path("night").asBoolean());
    }

    @Test
    void a_lamp_goes_up_at_once_and_down_in_steps() {
        City city = City.street().group("").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, true))
                .then(desire(LAMP, LEVEL, 90.0, "somebody is there"), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:01")
                .when(report(PIR, Presence.PRESENT, false))
                .thenNothing()
                .at("20:01:59")
                .thenNothing()
                .at("20:02:00")
                .then(desire(LAMP, LEVEL, 65.0, "nobody was there for 60 s, fading to 40 %"))
                .at("20:02:05")
                .thenNothing()
                .at("20:02:10")
                .then(desire(LAMP, LEVEL, 40.0))
                .at("20:30")
                .thenNothing()
                .at("20:30:01")
                .when(report(PIR, Presence.PRESENT, true))
                .then(desire(LAMP, LEVEL, 90.0));
    }

    @Test
    void an_underpass_is_lit_by_day_too_and_follows_people() {
        City city = City.street().group(",'daylight':'burn'").start();
        city.twins.takeDesires();
        city.table()
                .at("12:30")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 65.0, "fading to 40 %"))
                .at("12:31")
                .when(report(PIR, Presence.PRESENT, true))
                .then(desire(LAMP, LEVEL, 90.0, "somebody is there"));
    }

    @Test
    void somebody_who_comes_is_seen_without_waiting_for_a_tick() {
        City city = City.street().group("").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0));
        city.wakened().at("20:00:01").when(report(PIR, Presence.COUNT, 2L)).then(desire(LAMP, LEVEL, 90.0));
    }

    @Test
    void a_counter_that_counts_somebody_brings_light() {
        City city = City.street().counter("b:counter").group("").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false), report("b:counter", TrafficCount.COUNT, 0L))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:10")
                .when(report("b:counter", TrafficCount.TOTAL_IN, 7L))
                .thenNothing()
                .at("20:11")
                .when(report("b:counter", TrafficCount.TOTAL_IN, 8L))
                .then(desire(LAMP, LEVEL, 90.0, "less than 60 s ago"))
                .at("20:12")
                .then(desire(LAMP, LEVEL, 65.0));
    }

    @Test
    void a_linked_sensor_speaks_for_all_lamps_of_the_group() {
        City city = City.street()
                .group(",'sensors':['b:pir'],'sensorRadiusMetres':0")
                .start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, true))
                .then(desire(LAMP, LEVEL, 90.0), desire(FAR_LAMP, LEVEL, 90.0));
    }

    @Test
    void lamps_burn_at_full_level_when_their_sensor_is_silent() {
        City city = City.street().group("").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("22:00")
                .thenNothing()
                .at("22:00:01")
                .then(desire(LAMP, LEVEL, 90.0, "b:pir is silent"))
                .at("22:30")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 65.0));
        assertThat(city.state().path("decisions").get(1).path("rule").asText()).isEqualTo("failsafe");
    }

    @Test
    void a_manual_level_of_the_group_counts_until_it_expires_and_never_below_the_floor() {
        City city = City.street().group("").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:01")
                .when(merge(
                        GROUP, "{\"attributes\":{\"override\":{\"level\":100,\"minutes\":5,\"reason\":\"accident\"}}}"))
                .then(
                        desire(LAMP, LEVEL, 100.0, "set by borough:admin until 20:06: accident"),
                        desire(FAR_LAMP, LEVEL, 100.0))
                .at("20:05:59")
                .thenNothing()
                .at("20:06")
                .then(desire(LAMP, LEVEL, 75.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:07")
                .when(merge(GROUP, "{\"attributes\":{\"override\":{\"level\":5,\"minutes\":5}}}"))
                .then(desire(LAMP, LEVEL, 20.0, "raised to the floor"), desire(FAR_LAMP, LEVEL, 20.0))
                .at("20:08")
                .when(merge(GROUP, "{\"attributes\":{\"override\":null}}"))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0));
    }

    @Test
    void who_sets_a_lamp_by_hand_is_respected_for_the_time_that_the_rules_give() {
        City city = City.street().group(",'manualSeconds':600").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:01")
                .when(wish("borough:jane", LAMP, LEVEL, 70.0))
                .thenNothing()
                .at("20:05")
                .when(report(PIR, Presence.PRESENT, true))
                .thenNothing()
                .at("20:11")
                .then(desire(LAMP, LEVEL, 90.0));
    }

    @Test
    void new_rules_count_at_once_and_wrong_ones_not_at_all() {
        City city = City.street().group("").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:01")
                .when(merge(GROUP, City.groupJson(",'dimLevel':55")))
                .then(desire(LAMP, LEVEL, 55.0))
                .at("20:02")
                .when(merge(GROUP, City.groupJson(",'dimLevel':'dark','florLevel':3")))
                .thenNothing();
        assertThat(city.state().path("status").path("reason").asText())
                .contains("dimLevel is \"dark\"; it must be a number from 0 to 100.")
                .contains("florLevel is not known; the keys are")
                .contains("those of A. Expert (2026-11-01, P4) stay in force");
        assertThat(city.state().path("rules").path("dimLevel").asDouble()).isEqualTo(55);
    }

    @Test
    void a_group_whose_first_rules_are_wrong_is_not_dimmed() {
        City city = City.street().group(",'dimLevel':110").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0));
        assertThat(city.state().path("status").path("reason").asText()).contains("the lamps are not dimmed");
    }

    @Test
    void a_refused_wish_is_told_and_tried_again_after_a_minute() {
        City city = City.street().group("").start();
        city.twins.refuse(ThingId.parse(LAMP));
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0))
                .at("20:00:30")
                .thenNothing()
                .at("20:01")
                .thenNothing()
                .at("20:02")
                .then(desire(LAMP, LEVEL, 40.0));
        assertThat(city.steering().status().reason()).contains(LAMP).contains("refused");
    }

    @Test
    void a_lamp_without_a_group_is_left_alone() {
        City city = City.street().start();
        city.table().at("20:00").when(wish("borough:jane", LAMP, LEVEL, 70.0)).thenNothing();
    }

    @Test
    void a_lamp_of_another_namespace_or_group_is_not_taken() {
        City city = City.street().group("").lamp("c:lamp", 52.5163, 13.3777);
        city.twins.with("b:lighting-two", City.groupJson(",'members':['c:lamp','b:lamp-1','b:lamp-9']"));
        city.start();
        String reason = city.thing("b:lighting-two")
                .at("/features/lightingState/properties/status/reason")
                .asText();
        assertThat(reason)
                .contains(
                        "b:lamp-9 is no lamp",
                        "c:lamp is of another namespace",
                        "b:lamp-1, b:lamp-2: already in another group");
        assertThat(city.twins.desires()).hasSize(2);
    }
}
