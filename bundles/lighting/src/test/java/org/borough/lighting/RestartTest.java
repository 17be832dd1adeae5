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

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.borough.things.Luminaire;
import org.borough.things.Presence;
import org.junit.jupiter.api.Test;

class RestartTest {

    @Test
    void a_restart_changes_no_lamp() {
        City city = dimmedCity();
        city.steering().finish();
        city.start();
        city.table().at("21:00").thenNothing().at("21:10").thenNothing();
    }

    @Test
    void a_restart_forgets_neither_manual_levels_nor_who_set_them() {
        City city = dimmedCity();
        city.table()
                .at("21:00")
                .when(merge(GROUP, "{\"attributes\":{\"override\":{\"level\":100,\"minutes\":30}}}"))
                .then(desire(LAMP, LEVEL, 100.0), desire(FAR_LAMP, LEVEL, 100.0))
                .at("21:01")
                .when(wish("borough:jane", LAMP, LEVEL, 50.0))
                .thenNothing();
        city.start();
        city.table().at("21:05").thenNothing();
        JsonNode override = city.state().path("override");
        assertThat(override.path("by").asText()).isEqualTo("borough:admin");
        city.table().at("21:30").then(desire(FAR_LAMP, LEVEL, 80.0)).at("22:01").then(desire(LAMP, LEVEL, 40.0));
    }

    @Test
    void a_restart_with_wrong_rules_goes_on_with_the_last_valid_ones() {
        City city = dimmedCity();
        city.table()
                .at("20:30")
                .when(merge(GROUP, City.groupJson(",'holdSeconds':-1")))
                .thenNothing();
        city.start();
        city.table().at("21:00").thenNothing();
        assertThat(city.state().path("status").path("reason").asText()).contains("stay in force: holdSeconds is -1;");
    }

    @Test
    void energy_is_counted_on_after_a_restart_and_beside_the_baseline() {
        City city = dimmedCity();
        city.table().every(Duration.ofMinutes(1)).at("21:10").thenNothing();
        city.steering().finish();
        city.start();
        city.table().every(Duration.ofMinutes(1)).at("22:10").thenNothing();
        city.steering().finish();
        JsonNode energy = city.state().path("energy");
        // Two lamps of 50 W at 40 % and 80 % for two hours and ten minutes; at full level (90 %) in the baseline.
        assertThat(energy.path("usedWh").asDouble()).isBetween(120.0, 131.0);
        assertThat(energy.path("baselineWh").asDouble()).isBetween(180.0, 196.0);
        assertThat(energy.path("savedPercent").asDouble()).isBetween(33.0, 33.7);
        assertThat(energy.path("method").asText()).startsWith("modelled");
        JsonNode service = city.thing("borough:lighting")
                .path("features")
                .path("lightingService")
                .path("properties");
        assertThat(service.path("energy").path("usedWh")).isEqualTo(energy.path("usedWh"));
        assertThat(service.path("decisions").size()).isGreaterThan(1);
    }

    @Test
    void co2_stands_beside_energy_with_its_source_and_only_where_it_was_laid_down() {
        City city = dimmedCity();
        assertThat(city.state().has("co2")).isFalse();
        String known = City.groupJson(
                ",'sensorSilenceSeconds':90000,'co2GramsPerKwh':400,'co2Source':'UBA','co2Date':'2026-04-01'");
        city.table()
                .every(Duration.ofMinutes(1))
                .at("20:10")
                .when(merge(GROUP, known))
                .thenNothing();
        city.table().every(Duration.ofMinutes(1)).at("22:10").thenNothing();
        city.steering().finish();
        JsonNode co2 = city.state().path("co2");
        assertThat(co2.path("source").asText()).isEqualTo("UBA (2026-04-01)");
        double savedWh = city.state().path("energy").path("savedWh").asDouble();
        assertThat(co2.path("savedKg").asDouble()).isBetween(savedWh * 0.0004 - 0.01, savedWh * 0.0004 + 0.01);
        city.table()
                .at("22:11")
                .when(merge(GROUP, City.groupJson(",'co2GramsPerKwh':400,'co2Source':null,'co2Date':null")))
                .thenNothing();
        assertThat(city.state().path("status").path("reason").asText()).contains("co2Source is missing");
    }

    @Test
    void energy_is_taken_from_the_meter_where_there_is_one() {
        City city = dimmedCity();
        city.table()
                .every(Duration.ofMinutes(1))
                .at("20:10")
                .when(report(LAMP, Luminaire.ENERGY, 1000.0), report(FAR_LAMP, Luminaire.POWER, 33.0))
                .thenNothing()
                .at("21:10")
                .when(report(LAMP, Luminaire.ENERGY, 1017.0))
                .thenNothing();
        city.steering().finish();
        JsonNode energy = city.state().path("energy");
        assertThat(energy.path("method").asText()).isEqualTo("measured");
        assertThat(energy.path("measuredLamps").asInt()).isEqualTo(2);
        // Ten minutes modelled (20 W and 40 W), then the meter's 17 Wh and 33 W for an hour.
        assertThat(energy.path("usedWh").asDouble()).isBetween(59.0, 61.5);
    }

    private static City dimmedCity() {
        City city = City.street().group(",'sensorSilenceSeconds':90000").start();
        city.table()
                .at("20:00")
                .when(report(PIR, Presence.PRESENT, false))
                .then(desire(LAMP, LEVEL, 40.0), desire(FAR_LAMP, LEVEL, 80.0));
        return city;
    }
}
