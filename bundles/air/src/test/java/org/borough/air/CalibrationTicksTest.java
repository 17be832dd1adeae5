// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.things.AirQuality.PM25;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalibrationTicksTest {

    private static double truth(Instant at) {
        return 20 + 10 * Math.sin(at.getEpochSecond() / 20_000.0);
    }

    private static double noise(Instant at) {
        return Math.sin(at.getEpochSecond() * 0.7) / 2;
    }

    private static Town besideAStation() {
        return new Town()
                .sensor("t:station", 0, ",'referenceStation':true")
                .sensor("t:own", 5, "")
                .area("")
                .says("t:station", PM25, CalibrationTicksTest::truth)
                .says("t:own", PM25, at -> 3 + 1.5 * truth(at) + noise(at))
                .start();
    }

    private static JsonNode dust(Town town) {
        return town.sensorState("t:own").path("quantities").path("pm25");
    }

    @Test
    void a_sensor_beside_a_station_is_corrected_after_three_days_and_says_how_well() {
        Town town = besideAStation().hours(60);
        assertThat(dust(town).has("corrected")).isFalse();
        town.hours(20);
        assertThat(dust(town).path("equation").asInt()).isEqualTo(1);
        assertThat(dust(town).path("raw").asDouble())
                .isGreaterThan(dust(town).path("corrected").asDouble());
        assertThat(dust(town).path("uncertainty").asDouble()).isLessThan(1);
        JsonNode equation = town.sensorState("t:own").path("equations").path("pm25");
        assertThat(equation.path("reference").asText()).isEqualTo("t:station");
        assertThat(equation.path("slope").asDouble()).isBetween(0.6, 0.75);
        assertThat(equation.path("rawRmse").asDouble()).isGreaterThan(10);
        assertThat(equation.path("by").asText()).isEqualTo("service:air, by equationAdoption");
        town.hours(30);
        assertThat(dust(town).path("equation").asInt())
                .as("a line that still fits is kept")
                .isEqualTo(1);
    }

    @Test
    void hours_beside_the_station_outlive_a_restart_without_a_history() {
        Town town = besideAStation().hours(60);
        town.start().hours(14);
        JsonNode equation = town.sensorState("t:own").path("equations").path("pm25");
        assertThat(equation.path("hours").asInt()).isEqualTo(72);
        assertThat(equation.path("slope").asDouble()).isBetween(0.6, 0.75);
    }

    @Test
    void the_officer_says_which_sensor_stands_where_from_when_to_when() {
        Town town = new Town()
                .sensor("t:station", 0, ",'referenceStation':true")
                .sensor("t:own", 900, "")
                .area(
                        ",'colocationHours':24,'colocations':[{'sensor':'t:own','station':'t:station','from':'2026-11-20T06:00:00Z','until':'2026-11-23T08:00:00Z'}]")
                .says("t:station", PM25, CalibrationTicksTest::truth)
                .says("t:own", PM25, at -> 3 + 1.5 * truth(at) + noise(at))
                .start()
                .hours(84);
        JsonNode pairs = town.equations("own").at("/quantities/pm25/pairs");
        assertThat(pairs.path("hours").asInt()).isEqualTo(74);
        assertThat(dust(town).path("equation").asInt()).isEqualTo(1);
        assertThat(town.sensorState("t:own").at("/equations/pm25/from").asText())
                .isEqualTo("2026-11-22T00:00:00Z");
        town.area(",'colocations':[{'sensor':'t:own','station':'t:nobody'}]").tick();
        assertThat(town.state().at("/status/reason").asText())
                .startsWith("colocations names t:nobody; sensors and stations must be sensors of this area.");
    }

    @Test
    void a_station_that_moves_away_teaches_nothing_more() {
        Town town = besideAStation().hours(80);
        town.move("t:station", 4000);
        town.hours(3);
        assertThat(town.findings("moved", "t:station").get(0).path("evidence").asText())
                .contains("3998 m away");
        assertThat(town.equations("own").at("/quantities/pm25/pairs/hours").asInt())
                .isEqualTo(80);
        assertThat(dust(town).path("equation").asInt()).isEqualTo(1);
    }

    @Test
    void an_equation_outlives_a_restart_and_a_move() {
        Town town = besideAStation().hours(80);
        town.move("t:own", 500);
        town.start().hours(2);
        assertThat(dust(town).path("equation").asInt()).isEqualTo(1);
        assertThat(dust(town).path("corrected").asDouble()).isBetween(8.0, 32.0);
    }

    @Test
    void a_station_that_went_flat_is_told_and_not_fitted_to() {
        Town town = besideAStation().hours(80);
        town.says("t:station", PM25, at -> 4.0).hours(30);
        assertThat(town.findings("reference", "t:station")
                        .get(0)
                        .path("evidence")
                        .asText())
                .startsWith("The reference station went flat: 36 readings in 6 hours, all of them 4.0.");
        JsonNode equation = town.sensorState("t:own").path("equations").path("pm25");
        assertThat(equation.path("version").asInt()).isEqualTo(1);
        assertThat(equation.path("slope").asDouble()).isBetween(0.6, 0.75);
        town.silent("t:station");
        town.hours(4);
        assertThat(town.findings("reference", "t:station").toString()).contains("silent");
    }

    @Test
    void a_sensor_that_drifts_is_told_with_a_greater_uncertainty() {
        Town town = besideAStation().hours(80);
        town.says("t:own", PM25, at -> 15 + 1.5 * truth(at) + noise(at)).hours(12);
        assertThat(town.findings("drift", "t:own").get(0).path("evidence").asText())
                .contains("off t:station in the last two days");
        assertThat(dust(town).path("uncertainty").asDouble()).isGreaterThan(1);
        assertThat(town.equations("own").at("/quantities/pm25").has("proposed"))
                .as("too few hours since")
                .isFalse();
        town.hours(64);
        assertThat(dust(town).path("equation").asInt()).as("proposed, not used").isEqualTo(1);
        JsonNode proposed = town.equations("own").at("/quantities/pm25/proposed");
        assertThat(proposed.path("version").asInt()).isEqualTo(2);
        assertThat(proposed.path("why").asText())
                .contains("beside t:station version 1 was", "days it was not fitted to");
        assertThat(town.findings("recalibration", "t:own").get(0).path("effect").asText())
                .contains("somebody must adopt it");
        town.ask("borough:air-t-own", "adopt", "{'quantity':'pm25','version':7}");
        assertThat(town.equations("own").at("/answer/words").asText()).contains("version 2 is proposed");
        town.ask("borough:air-t-own", "adopt", "{'quantity':'pm25','version':2,'reason':'new filter'}");
        assertThat(town.equations("own").at("/answer/done").asBoolean()).isTrue();
        JsonNode page = town.equations("own").at("/quantities/pm25");
        assertThat(page.at("/inForce/by").asText()).isEqualTo("borough:officer: new filter");
        assertThat(page.at("/earlier/0/until").asText())
                .isEqualTo(page.at("/inForce/from").asText());
        assertThat(dust(town).path("equation").asInt()).isEqualTo(2);
        assertThat(town.thing("borough:air-t-own").path("attributes").has("adopt"))
                .isFalse();
        town.start().hours(1);
        assertThat(dust(town).path("equation").asInt()).as("after a restart").isEqualTo(2);
    }
}
