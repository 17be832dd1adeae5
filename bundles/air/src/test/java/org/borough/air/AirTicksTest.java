// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.things.AirQuality.NO2;
import static org.borough.things.AirQuality.O3;
import static org.borough.things.AirQuality.PM25;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.junit.jupiter.api.Test;

class AirTicksTest {

    private static final String SCHOOL =
            ",'sites':[{'name':'School','latitude':52.5163,'longitude':13.3821,'radiusMetres':100,'people':300,'group':'children'},"
                    + "{'name':'Far home','latitude':52.56,'longitude':13.3777,'people':100}]";

    @Test
    void the_index_says_what_decides_by_which_table_from_how_many_sensors() {
        Town town =
                Town.ofFour().area("").allSay(NO2, 70).allSay(PM25, 7).start().hours(2);
        JsonNode index = town.state().path("index");
        assertThat(index.path("level").asText()).isEqualTo("poor");
        assertThat(index.path("decides").asText()).isEqualTo("no2");
        assertThat(index.path("concentration").asDouble()).isBetween(70.0, 70.5);
        assertThat(index.path("missing")).extracting(JsonNode::asText).containsExactly("pm10", "o3", "so2");
        assertThat(index.path("table").path("id").asText()).isEqualTo("european-2024");
        assertThat(index.path("sensors").asInt()).isEqualTo(4);
        assertThat(index.path("measured").asText()).contains("Median of 4 sensors, 0 of them reference stations");
        assertThat(town.state().path("status").path("level").asText()).isEqualTo("OK");
        assertThat(town.watch().status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void an_hour_that_is_not_three_quarters_heard_does_not_count() {
        Town town = Town.ofFour()
                .area(",'readingHoldMinutes':10")
                .allSay(NO2, 70)
                .start()
                .hours(2);
        town.silent("t:s1");
        town.clock.advance(Duration.ofMinutes(50));
        town.hours(1);
        assertThat(town.state().path("index").path("level").asText()).isEqualTo("unknown");
        assertThat(town.state().path("index").path("notHeard")).hasSize(4);
        town.hours(1);
        assertThat(town.state().path("index").path("level").asText()).isEqualTo("poor");
        assertThat(town.state().path("index").path("notHeard").get(0).asText()).isEqualTo("t:s1");
        assertThat(town.sensorState("t:s2")
                        .path("quantities")
                        .path("no2")
                        .path("coverage")
                        .asDouble())
                .isGreaterThan(0.75);
    }

    @Test
    void before_an_hour_has_passed_it_says_when_the_first_index_comes() {
        Town town = Town.ofFour().area("").allSay(NO2, 70);
        town.clock.advance(Duration.ofMinutes(25));
        town.start();
        assertThat(town.state().at("/status/reason").asText()).isEqualTo("4 sensors are heard.");
        town.hours(1);
        String waiting =
                "Not yet an hour of measurements: the first was heard of 2026-11-20T00:34:59Z, the first index comes at 2026-11-20T02:00:00Z.";
        assertThat(town.state().at("/index/level").asText()).isEqualTo("unknown");
        assertThat(town.state().at("/index/measured").asText()).isEqualTo(waiting);
        assertThat(town.state().at("/status/reason").asText()).isEqualTo("4 sensors are heard. " + waiting);
        assertThat(town.findings("silent", "t:s1")).isEmpty();
        town.hours(1);
        assertThat(town.state().at("/index/level").asText()).isEqualTo("poor");
    }

    @Test
    void when_a_station_fails_its_area_falls_back_and_alerts_name_it() {
        Town town = Town.ofFour()
                .sensor("t:station", 600, ",'referenceStation':true")
                .area(",'limits':[{'pollutant':'no2','above':100}]")
                .allSay(NO2, 120)
                .says("t:station", NO2, at -> 119 + 0.1 * (at.getEpochSecond() / 600 % 5))
                .start()
                .hours(3);
        JsonNode before = town.state().path("index");
        assertThat(before.path("measured").asText()).startsWith("Median of 5 sensors, 1 of them reference stations");
        town.says("t:station", NO2, at -> 119.0).hours(8);
        JsonNode alert = town.state().at("/alerts/0");
        assertThat(alert.path("measured").asText())
                .contains("Median of 4 sensors, 0 of them reference stations")
                .contains("t:station failed: the figure rests on the others and is less certain.");
        assertThat(town.state().at("/index/uncertainty").asDouble())
                .isGreaterThan(before.path("uncertainty").asDouble());
    }

    @Test
    void a_place_without_a_sensor_is_told_as_not_seen() {
        Town town = Town.ofFour().area(SCHOOL).allSay(NO2, 30).start().hours(4);
        assertThat(town.state().path("sites").get(0).path("sensors").asInt()).isEqualTo(1);
        assertThat(town.state().path("sites").get(1).path("level").asText()).isEqualTo("unknown");
        assertThat(town.state().path("status").path("reason").asText()).isEqualTo("No sensor stands near Far home.");
        JsonNode breathed = town.state().path("breathed").path("no2");
        assertThat(breathed.path("people").asInt()).isEqualTo(300);
        assertThat(breathed.path("peopleNotSeen").asInt()).isEqualTo(100);
        assertThat(breathed.path("mean").asDouble()).isBetween(30.0, 30.3);
    }

    @Test
    void an_alert_begins_after_its_hours_ends_lower_and_says_whom_it_concerns() {
        String limits =
                ",'limits':[{'pollutant':'no2','above':100,'below':80,'hours':2,'groups':'children','advice':'Play inside.'}]";
        Town town = Town.ofFour().area(SCHOOL + limits).allSay(NO2, 120).start().hours(1);
        assertThat(town.state().path("alerts")).isEmpty();
        town.hours(1);
        JsonNode alert = town.state().path("alerts").get(1);
        assertThat(alert.path("site").asText()).isEqualTo("School");
        assertThat(alert.path("people").asInt()).isEqualTo(300);
        assertThat(alert.path("concerns").asText()).isEqualTo("children");
        assertThat(alert.path("why").asText()).contains("100.0 µg/m³ or more for 2 hour(s) in a row", "now 120.");
        assertThat(alert.path("rule").asText()).isEqualTo("A. Officer, 2026-11-01");
        town.allSay(NO2, 90).hours(3);
        assertThat(town.state().path("alerts"))
                .as("below its limit, above its end")
                .hasSize(2);
        town.allSay(NO2, 60).hours(2);
        assertThat(town.state().path("alerts")).isEmpty();
        assertThat(town.state().path("decisions"))
                .extracting(one -> one.path("what").asText())
                .containsExactly("alert ends", "alert ends", "alert begins", "alert begins");
        JsonNode count = town.state().path("exposure").path("sites").get(0);
        assertThat(count.path("hoursAbove").asInt()).isEqualTo(2);
        assertThat(count.path("personHoursAbove").asInt()).isEqualTo(600);
        assertThat(count.path("hoursMeasured").asInt()).isEqualTo(6);
    }

    @Test
    void a_restart_raises_no_alert_again_and_goes_on_counting() {
        String limits = ",'limits':[{'pollutant':'no2','above':100}]";
        Town town = Town.ofFour().area(SCHOOL + limits).allSay(NO2, 120).start().hours(4);
        town.start().hours(3);
        assertThat(town.state().path("decisions")).hasSize(2);
        assertThat(town.state()
                        .path("exposure")
                        .path("sites")
                        .get(0)
                        .path("hoursAbove")
                        .asInt())
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_directives_thresholds_hold_where_nobody_set_others() {
        Town town = Town.ofFour().area("").allSay(O3, 200).start().hours(2);
        assertThat(town.state().path("alerts").get(0).path("limit").asText()).isEqualTo("o3 1h 180");
        assertThat(town.state().path("alerts")).hasSize(1);
    }

    @Test
    void wrong_rules_are_refused_as_a_whole_and_named() {
        Town town = Town.ofFour().area("").allSay(NO2, 70).start().hours(2);
        town.area(",'index':'chinese','limits':[{'pollutant':'dust','above':5,'below':9}],'completeShar':1");
        town.tick();
        assertThat(town.state().path("status").path("reason").asText())
                .contains("index is \"chinese\"; it must be one of european")
                .contains("limits[0]: pollutant is \"dust\"; it must be one of pm25")
                .contains("limits[0]: below must not be greater than above")
                .contains("completeShar is not known");
        assertThat(town.state().path("rules").path("index").asText()).isEqualTo("european");
        assertThat(town.state().path("index").path("level").asText()).isEqualTo("poor");
    }

    @Test
    void an_officers_own_table_counts_like_the_published_ones() {
        String table =
                ",'index':'ours','tables':[{'id':'ours-1','index':'ours','title':'Ours','source':'council','levels':"
                        + "[{'name':'fine','upTo':1},{'name':'bad'}],'scales':[{'pollutant':'no2','unit':'ug/m3','averaging':'1h','upper':[20]}]}]";
        Town town = Town.ofFour().area(table).allSay(NO2, 30).start().hours(2);
        assertThat(town.state().path("index").path("level").asText()).isEqualTo("bad");
        assertThat(town.state().path("index").path("table").path("source").asText())
                .isEqualTo("council");
    }

    @Test
    void sensors_inside_and_of_other_namespaces_do_not_speak_for_the_city() {
        Town town = Town.ofFour()
                .sensor("t:room", 10, ",'indoor':true")
                .sensor("u:other", 10, "")
                .area("")
                .start();
        assertThat(town.state().path("sensorCount").asInt()).isEqualTo(4);
        JsonNode rest =
                town.thing("borough:air").path("features").path("airService").path("properties");
        assertThat(rest.path("sensorsInNoArea")).extracting(JsonNode::asText).containsExactly("t:room", "u:other");
    }

    @Test
    void a_state_that_may_not_be_written_is_told_by_the_service() {
        Town town = Town.ofFour().area("");
        town.twins.refuse(ThingId.parse(Town.AREA));
        town.start().hours(1);
        assertThat(town.watch().status().reason()).contains("its policy must grant service:air READ and WRITE");
    }
}
