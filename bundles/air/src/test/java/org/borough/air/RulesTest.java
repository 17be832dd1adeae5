// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.things.AirQuality.NO2;
import static org.borough.things.AirQuality.O3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.borough.air.index.Averaging;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRulesJson;
import org.borough.air.rules.AirRulesText;
import org.borough.air.rules.Law;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final String SIGNED = "'author':'B. Other','date':'2026-11-20'";

    /** Six hours of 30 µg/m³, two of 110, the fourth sensor 30 % above its neighbours. */
    private static Town aDayWithAPeak() {
        Town town = Town.ofFour().area("").remembering(true).allSay(NO2, 30);
        town.says("t:s4", NO2, at -> 39 + 0.01 * (at.getEpochSecond() / 600 % 5))
                .start()
                .hours(6);
        town.allSay(NO2, 110).hours(2);
        return town.allSay(NO2, 30).hours(2);
    }

    private static JsonNode proposal(Town town) {
        return town.rulebook().path("proposal");
    }

    @Test
    void a_proposal_tells_which_hours_alerts_and_sensors_would_have_been_otherwise() {
        Town town = aDayWithAPeak();
        town.ask(
                "proposal",
                "{'limits':[{'pollutant':'no2','above':100,'below':80,'hours':2}],'outlierDeviations':2," + SIGNED
                        + "}");
        JsonNode proposal = proposal(town);
        assertThat(proposal.path("state").asText()).isEqualTo("rehearsed");
        assertThat(proposal.path("past").asText())
                .isEqualTo("240 readings of 4 sensors in 10 hours, of 168 that were asked for.");
        JsonNode figures = proposal.path("figures");
        assertThat(figures.at("/alertsBegun/inForce").asInt()).isZero();
        assertThat(figures.at("/alertsBegun/proposed").asInt()).isEqualTo(1);
        assertThat(figures.at("/hoursByIndex/very poor/inForce").asInt()).isEqualTo(2);
        assertThat(figures.at("/hoursOfAlert/the whole area no2 1h 100/proposed")
                        .asInt())
                .as("from its second hour until two hours after the last")
                .isBetween(2, 4);
        assertThat(figures.at("/sensorHoursLeftOut/outlier/inForce").asInt()).isZero();
        assertThat(figures.at("/sensorHoursLeftOut/outlier/proposed").asInt()).isEqualTo(6);
        assertThat(proposal.path("words").toString())
                .contains(
                        "the whole area no2 1h 100 from 2026-11-20T06:00:00Z",
                        "Alerts of the rules in force: none.",
                        "t:s4 (outlier)");
        assertThat(town.state().path("alerts")).as("nothing is told yet").isEmpty();
        assertThat(town.state().path("rules").path("author").asText()).isEqualTo("A. Officer");
    }

    @Test
    void an_adopted_proposal_counts_and_a_rollback_brings_the_old_rules_back() {
        Town town = aDayWithAPeak();
        town.ask("proposal", "{'limits':[{'pollutant':'no2','above':25,'hours':1,'advice':'Rest.'}]," + SIGNED + "}");
        town.ask("adopt", "'" + proposal(town).path("id").asText() + "'");
        assertThat(town.rulebook().path("current").asInt()).isEqualTo(2);
        assertThat(town.rulebook().at("/versions/0/by").asText()).isEqualTo("borough:officer");
        assertThat(town.state().at("/alerts/0/rule").asText()).isEqualTo("B. Other, 2026-11-20");
        assertThat(town.state().at("/alerts/0/measured").asText())
                .startsWith("Median of 4 sensors, 0 of them reference stations, 0 corrected by an equation; ");
        town.ask("rollback", "{'version':1,'reason':'too many alerts'}");
        assertThat(town.rulebook().path("current").asInt()).isEqualTo(3);
        assertThat(town.rulebook().at("/versions/0/reason").asText()).isEqualTo("too many alerts");
        assertThat(town.state().path("alerts")).isEmpty();
        town.start();
        assertThat(town.rulebook().path("versions")).as("after a restart").hasSize(3);
    }

    @Test
    void where_nothing_is_recorded_the_dry_run_says_so() {
        Town town = Town.ofFour().area("").allSay(NO2, 30).start().hours(2);
        town.ask("proposal", "{'stuckHours':4," + SIGNED + "}");
        assertThat(proposal(town).path("past").asText()).isEqualTo("The twins of this city keep no history.");
        Town silent = Town.ofFour().area("").remembering(true).start();
        silent.ask("proposal", "{'stuckHours':4," + SIGNED + "}");
        assertThat(proposal(silent).path("past").asText())
                .startsWith("Nothing was recorded of the sensors of this area in the last 7 days.");
    }

    @Test
    void a_limit_that_comes_later_than_the_law_is_refused_with_the_paragraph() {
        Town town = Town.ofFour().area("").allSay(O3, 200).start().hours(2);
        town.ask("proposal", "{'limits':[{'pollutant':'o3','above':300}]," + SIGNED + "}");
        assertThat(proposal(town).path("state").asText()).isEqualTo("refused");
        assertThat(proposal(town).at("/problems/0").asText())
                .isEqualTo("limits: o3 (1h) 300 µg/m³ for 1 hour(s) comes later than o3 (1h) 240 µg/m³ for 1 hour(s) of"
                        + " 2008/50/EC, Annex XII B, alert threshold, which must be told in any case; give at most"
                        + " that, or law \"none\" with a source.");
        town.area(",'limits':[{'pollutant':'o3','above':300}]").tick();
        assertThat(town.state().at("/status/reason").asText())
                .startsWith("The rules are wrong, the last valid ones stay in force: limits: o3");
        assertThat(town.state().path("alerts")).as("the law's, as before").hasSize(1);
        town.area(",'law':'none'").tick();
        assertThat(town.state().at("/status/reason").asText()).contains("law is \"none\"", "add source");
        town.area(",'law':'none','source':'law of another country'").tick();
        assertThat(town.state().path("alerts")).isEmpty();
    }

    @Test
    void the_law_changes_on_its_day_and_own_limits_stand_beside_it() {
        assertThat(Law.EU.limits(LocalDate.parse("2026-12-11")))
                .filteredOn(limit -> limit.pollutant() == Pollutant.NO2)
                .extracting(Limit::above)
                .containsExactly(400.0);
        assertThat(Law.EU.limits(LocalDate.parse("2026-12-12")))
                .filteredOn(limit -> limit.pollutant() == Pollutant.NO2)
                .extracting(Limit::above, Limit::hours)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(150.0, 1), org.assertj.core.groups.Tuple.tuple(200.0, 3));
        assertThat(Law.EU.limits(LocalDate.parse("2027-01-01")))
                .filteredOn(limit -> limit.averaging() == Averaging.DAY)
                .hasSize(2);
        Town town = Town.ofFour()
                .area(",'limits':[{'pollutant':'o3','above':190}]")
                .allSay(O3, 200)
                .start()
                .hours(2);
        assertThat(town.state().path("alerts"))
                .extracting(alert -> alert.path("rule").asText())
                .containsExactly("A. Officer, 2026-11-01", "2008/50/EC, Annex XII B, information threshold");
    }

    @Test
    void rules_are_written_as_they_are_read() throws IOException {
        String rules =
                ("{'members':['t:a'],'memberAttribute':'quarter','memberValue':'north','latitude':52.5,'longitude':13.4,"
                                + "'memberRadiusMetres':100,'index':'ours','law':'none','tables':[{'id':'o1','index':'ours','title':'O',"
                                + "'source':'s','levels':[{'name':'a','upTo':1},{'name':'b'}],'scales':[{'pollutant':'no2','unit':'ug/m3',"
                                + "'averaging':'1h','upper':[20]}]}],'readingHoldMinutes':7.5,'equationAdoption':'none','colocations':"
                                + "[{'sensor':'t:a','station':'t:b','from':'2026-11-01'}],'sites':[{'name':'S','latitude':1,'longitude':2}],"
                                + "'limits':[{'pollutant':'co','averaging':'8h','above':10,'groups':'all'}],'author':'A','source':'B','date':'2026-11-01'}")
                        .replace('\'', '"');
        AirRulesJson.Parsed once = AirRulesJson.read(new ObjectMapper().readTree(rules));
        assertThat(once.problems()).isEmpty();
        JsonNode written = AirRulesText.write(once.rules());
        AirRulesJson.Parsed twice = AirRulesJson.read(written);
        assertThat(twice.problems()).isEmpty();
        assertThat(AirRulesText.write(twice.rules())).isEqualTo(written);
        assertThat(twice.rules().calibration()).isEqualTo(once.rules().calibration());
        assertThat(twice.rules().calibration().besides().get(0).from())
                .isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(twice.rules().limits()).isEqualTo(once.rules().limits());
        assertThat(twice.rules().sites()).isEqualTo(once.rules().sites());
    }
}
