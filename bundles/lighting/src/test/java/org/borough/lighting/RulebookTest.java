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
import org.borough.testkit.TickTable;
import org.borough.thing.ThingId;
import org.borough.things.Photocell;
import org.borough.things.Presence;
import org.junit.jupiter.api.Test;

class RulebookTest {

    private static final String SIGNED = "'author':'B. Other','date':'2026-11-21'";

    /** One night (15:59 to 06:41 UTC): somebody for a minute at eight, heard of every hour. */
    private static Recorder oneNight() {
        Recorder night = new Recorder();
        for (int hour = 12; hour < 34; hour++) {
            String at = hour < 24
                    ? "2026-11-20T%02d:00:00Z".formatted(hour)
                    : "2026-11-21T%02d:00:00Z".formatted(hour - 24);
            night.told(PIR, Presence.PRESENT, hour == 20, at);
            if (hour == 20) {
                night.told(PIR, Presence.PRESENT, false, "2026-11-20T20:01:00Z");
            }
        }
        return night;
    }

    @Test
    void a_proposal_tells_what_last_night_would_have_been_and_switches_nothing() {
        City city = street();
        city.table()
                .at("20:01")
                .when(propose("'dimLevel':20,'holdSeconds':360"))
                .thenNothing()
                .at("20:02")
                .thenNothing();
        JsonNode proposal = proposal(city);
        assertThat(proposal.path("state").asText()).isEqualTo("rehearsed");
        assertThat(proposal.path("past").asText())
                .isEqualTo("23 readings, the first 1.3 days ago, of 7 days that were asked for.");
        JsonNode figures = proposal.path("figures");
        // One person: a minute, then the hold, at 90 %, in the one lamp of the sensor.
        assertThat(figures.at("/lampSecondsByRule/presence/inForce").asInt()).isEqualTo(60);
        assertThat(figures.at("/lampSecondsByRule/hold/inForce").asInt()).isEqualTo(60);
        assertThat(figures.at("/lampSecondsByRule/hold/proposed").asInt()).isEqualTo(360);
        assertThat(figures.at("/leastLevelAtNightPercent/inForce").asInt()).isEqualTo(40);
        assertThat(figures.at("/leastLevelAtNightPercent/proposed").asInt()).isEqualTo(20);
        assertThat(figures.at("/brightenedForSomebody/difference").asInt()).isZero();
        // 50 W go from 40 % to 20 %: 10 W less in the night, less a little for the longer hold.
        double hours = figures.at("/lampSecondsByRule/dim/proposed").asDouble() / 3600;
        assertThat(figures.at("/energyKwh/difference").asDouble()).isBetween(-0.01 * hours, -0.0095 * hours);
        assertThat(proposal.path("words").toString()).contains("darker than ever", "20 % instead of 40 %");
    }

    @Test
    void an_adopted_proposal_counts_at_once_and_a_rollback_brings_the_old_rules_back() {
        City city = street();
        city.table()
                .at("20:01")
                .when(propose("'dimLevel':55"))
                .thenNothing()
                .at("20:02")
                .when(twins -> merge(
                                GROUP,
                                "{\"attributes\":{\"adopt\":\""
                                        + proposal(city).path("id").asText() + "\"}}")
                        .happen(twins))
                .thenSo("adopted", () -> city.rulebook().path("current").asInt() == 2)
                .at("20:03")
                .then(desire(LAMP, LEVEL, 55.0, "B. Other"));
        assertThat(city.rulebook().at("/versions/0/changed/dimLevel")).hasToString("{\"from\":40,\"to\":55}");
        city.table()
                .at("20:04")
                .when(merge(GROUP, "{\"attributes\":{\"rollback\":{\"version\":1,\"reason\":\"too bright\"}}}"))
                .thenSo("rolled back", () -> city.rulebook().path("current").asInt() == 3)
                .at("20:05")
                .then(desire(LAMP, LEVEL, 40.0, "A. Expert"));
        assertThat(city.rulebook().at("/versions/0/by").asText()).isEqualTo("borough:admin");
        assertThat(city.rulebook().at("/versions/0/reason").asText()).isEqualTo("too bright");
    }

    @Test
    void a_floor_is_lowered_with_a_source_only() {
        City city = street();
        city.table().at("20:01").when(propose("'floorLevel':10")).thenNothing();
        assertThat(proposal(city).path("problems").get(0).asText())
                .startsWith("floorLevel goes down from 20 to 10")
                .contains("add source");
        city.table().at("20:02").when(propose("'floorLevel':50")).thenNothing();
        assertThat(proposal(city).path("problems").get(0).asText()).contains("floorLevel 50 %, dimLevel 40 %");
        city.table().at("20:03").when(propose("'floorLevel':10,'source':'P6'")).thenNothing();
        assertThat(proposal(city).path("state").asText()).isEqualTo("rehearsed");
    }

    @Test
    void a_direct_change_is_a_version_and_a_restart_keeps_all_versions() {
        City city = street();
        city.table()
                .at("20:01")
                .when(merge(GROUP, City.groupJson(",'dimLevel':55")))
                .then(desire(LAMP, LEVEL, 55.0));
        city.start();
        city.table()
                .at("20:02")
                .when(merge(GROUP, City.groupJson(",'dimLevel':60")))
                .then(desire(LAMP, LEVEL, 60.0));
        JsonNode versions = city.rulebook().path("versions");
        assertThat(versions).hasSize(3);
        assertThat(versions.at("/0/changed/dimLevel")).hasToString("{\"from\":55,\"to\":60}");
        assertThat(versions.at("/0/by").asText()).isEqualTo("borough:admin");
        city.start();
        assertThat(city.rulebook().path("current").asInt()).isEqualTo(3);
    }

    @Test
    void a_program_is_rehearsed_and_the_floor_class_is_lowered_with_a_source_only() {
        City city = street();
        city.table()
                .at("20:01")
                .when(propose(
                        "'programs':[{'name':'n','steps':[{'at':'23:00','level':60},{'at':'05:00','level':90}]}]"))
                .thenNothing();
        JsonNode figures = proposal(city).path("figures");
        // The lamp without a sensor goes from 80 % to 60 % for six hours.
        assertThat(figures.at("/lampSecondsByRule/program/proposed").asInt()).isGreaterThan(6 * 3600);
        assertThat(figures.at("/energyKwh/difference").asDouble()).isBetween(-0.07, -0.055);
        String street = "'lightingClass':{'kind':'P','installed':'P3','floor':'%s','parameters':{'speed':'low',"
                + "'intensity':'normal','composition':'pedestrians only','parked':'no','ambient':'low'}}";
        city.table()
                .at("20:02")
                .when(merge(GROUP, City.groupJson("," + street.formatted("P5"))))
                .then(desire(FAR_LAMP, LEVEL, 55.0))
                .at("20:03")
                .when(propose(street.formatted("P6")))
                .then(desire(FAR_LAMP, LEVEL, 40.0));
        assertThat(proposal(city).path("problems").get(0).asText())
                .startsWith("lightingClass goes down from 3 to 2: it protects people");
    }

    @Test
    void photocells_are_rehearsed_with_the_light_that_was_recorded() {
        Recorder recorder = oneNight();
        for (int minute = 12 * 60; minute <= 18 * 60; minute += 5) {
            String at = "2026-11-20T%02d:%02d:00Z".formatted(minute / 60, minute % 60);
            recorder.told("b:cell", Photocell.ILLUMINANCE, minute < 14 * 60 + 40 ? 500.0 : 9.0, at);
        }
        City city = City.street().group("").remembering(recorder);
        city.twins.with(
                "b:cell",
                "{'features':{'photocell':{'definition':['%s'],'properties':{'illuminance':5}}}}"
                        .formatted(Photocell.MODEL)
                        .replace('\'', '"'));
        dimmed(city.start());
        city.table()
                .at("20:01")
                .when(propose("'photocell':{'sensors':['b:cell'],'minimumMinutes':5}"))
                .thenNothing();
        JsonNode night = proposal(city).at("/figures/lampSecondsByRule/night");
        // The sun sets at 15:07 UTC; the cell saw darkness from 14:40 on and was believed at 14:45.
        assertThat(night.path("difference").asInt()).isBetween(20 * 60, 24 * 60);
    }

    @Test
    void where_there_is_no_past_the_dry_run_says_so() {
        City forgetful = dimmed(City.street().group("").start());
        forgetful.table().at("20:01").when(propose("'dimLevel':55")).thenNothing();
        assertThat(proposal(forgetful).path("past").asText()).isEqualTo("The twins of this city keep no history.");
        City empty = dimmed(City.street().group("").remembering(new Recorder()).start());
        empty.table().at("20:01").when(propose("'dimLevel':55")).thenNothing();
        assertThat(proposal(empty).path("past").asText())
                .startsWith("Nothing was recorded in the last 7 days. Not recorded: b:pir presence/present.")
                .contains("nobody can say");
        assertThat(proposal(empty).path("figures").isEmpty()).isTrue();
    }

    @Test
    void a_silent_sensor_keeps_its_lamps_up_in_the_dry_run_as_well() {
        Recorder recorder = new Recorder()
                .told(PIR, Presence.PRESENT, false, "2026-11-20T18:00:00Z")
                .told(PIR, Presence.PRESENT, false, "2026-11-21T02:00:00Z");
        City city = dimmed(City.street().group("").remembering(recorder).start());
        city.table().at("20:01").when(propose("'sensorSilenceSeconds':3600")).thenNothing();
        JsonNode failsafe = proposal(city).at("/figures/lampSecondsByRule/failsafe");
        assertThat(failsafe.path("proposed").asInt() - failsafe.path("inForce").asInt())
                .as("an hour more after each of two readings, of which one silence ended by day, one by a reading")
                .isEqualTo(7200);
    }

    @Test
    void an_operator_sees_that_a_policy_keeps_the_versions_from_being_written() {
        City city = City.street().group("");
        city.twins.refuse(ThingId.parse(GROUP));
        city.start();
        city.table().at("20:00").thenSo("tick", () -> true);
        assertThat(city.steering().status().reason()).contains("its policy must grant service:lighting");
    }

    private static City street() {
        return dimmed(City.street().group("").remembering(oneNight()).start());
    }

    private static City dimmed(City city) {
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0));
        return city;
    }

    private static TickTable.Event propose(String changes) {
        return merge(
                GROUP,
                "{'attributes':{'proposal':{%s,%s}}}".formatted(changes, SIGNED).replace('\'', '"'));
    }

    private static JsonNode proposal(City city) {
        return city.rulebook().path("proposal");
    }
}
