// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.testkit.TickTable.desire;
import static org.borough.testkit.TickTable.merge;
import static org.borough.testkit.TickTable.report;
import static org.borough.things.Luminaire.LEVEL;

import org.borough.things.Presence;
import org.junit.jupiter.api.Test;

class LookAheadTest {

    private static final String RULES = ",'sensorRadiusMetres':5,'unsensedLevel':40,'sensorSilenceSeconds':90000";

    @Test
    void lamps_ahead_of_a_walker_brighten_before_the_walker_is_there() {
        City city = street().group(RULES + ",'lookAheadLamps':1").start();
        dark(city);
        city.table()
                .at("20:05")
                .when(report("b:pir-2", Presence.PRESENT, true))
                .then(
                        desire("b:l1", LEVEL, 90.0, "somebody is near along the street"),
                        desire("b:l2", LEVEL, 90.0, "somebody is there"),
                        desire("b:l3", LEVEL, 90.0, "somebody is near along the street"))
                .at("20:06")
                .when(report("b:pir-2", Presence.PRESENT, false), report("b:pir-3", Presence.PRESENT, true))
                .then(desire("b:l4", LEVEL, 90.0, "near along the street"))
                .at("20:07:10")
                .when(report("b:pir-3", Presence.PRESENT, false))
                .then(desire("b:l1", LEVEL, 65.0, "nobody was there"))
                .at("20:08:20")
                .then(
                        desire("b:l1", LEVEL, 40.0),
                        desire("b:l2", LEVEL, 65.0),
                        desire("b:l3", LEVEL, 65.0),
                        desire("b:l4", LEVEL, 65.0));
        assertThat(city.state().path("decisions").toString()).contains("look_ahead", "of a lamp near by");
    }

    @Test
    void light_runs_as_far_ahead_as_the_metres_say() {
        City city = street().group(RULES + ",'lookAheadMetres':70").start();
        dark(city);
        city.table()
                .at("20:05")
                .when(report("b:pir-1", Presence.PRESENT, true))
                .then(desire("b:l1", LEVEL, 90.0), desire("b:l2", LEVEL, 90.0), desire("b:l3", LEVEL, 90.0));
    }

    @Test
    void lamps_without_a_place_or_an_order_are_told_to_the_operator() {
        City city = street().group(RULES + ",'lookAheadLamps':1").start();
        dark(city);
        city.table()
                .at("20:05")
                .when(merge("b:l2", "{\"attributes\":{\"location\":null,\"presenceSensors\":\"b:pir-2\"}}"))
                .thenNothing();
        assertThat(city.state().path("status").path("reason").asText()).contains("streetOrder: 1 have neither");
    }

    @Test
    void a_number_that_is_not_whole_is_refused() {
        City city = street().group(RULES + ",'lookAheadLamps':1.5").start();
        assertThat(city.state().path("status").path("reason").asText())
                .contains("lookAheadLamps is 1.5; it must be a whole number from 0 to 20.");
    }

    private static City street() {
        City city = new City();
        for (int i = 1; i <= 4; i++) {
            double longitude = 13.3777 + i * 0.00044;
            city.lamp("b:l" + i, 52.5163, longitude);
            city.twins.with(
                    "b:pir-" + i,
                    "{'attributes':{'location':{'type':'Point','coordinates':[%s,52.5163]}},'features':{'presence':{'definition':['%s'],'properties':{'present':false}}}}"
                            .formatted(longitude, Presence.MODEL)
                            .replace('\'', '"'));
        }
        return city;
    }

    private static void dark(City city) {
        city.twins.takeDesires();
        city.table()
                .at("20:00")
                .then(
                        desire("b:l1", LEVEL, 40.0),
                        desire("b:l2", LEVEL, 40.0),
                        desire("b:l3", LEVEL, 40.0),
                        desire("b:l4", LEVEL, 40.0));
    }
}
