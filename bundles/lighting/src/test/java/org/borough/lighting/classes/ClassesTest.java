// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.rulebook.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassesTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-01");
    private static final String STREET = "'speed':'%s','volume':'%s','composition':'mixed','separation':'no',"
            + "'junctions':'high','parked':'no','ambient':'%s','task':'easy'";
    private static final Measured.Count BUSY = new Measured.Count("b:counter", 800);

    @ParameterizedTest
    @CsvSource({
        "moderate,high,moderate,M3", // 6 - (-1 + 1 + 1 + 1 + 1) = 3
        "moderate,moderate,moderate,M4",
        "moderate,low,low,M6",
        "low,low,low,M6", // 7 is beyond the end
        "very high,high,high,M1" // -1 as well
    })
    void parameters_of_a_road_come_to_its_class(String speed, String volume, String ambient, String road) {
        Classing classing = classing("'kind':'M','parameters':{" + STREET.formatted(speed, volume, ambient) + "}");
        assertThat(classing.designed().road().name()).isEqualTo(road);
        assertThat(classing.designed().words()).startsWith("M = 6 - (").contains("speed " + speed, "junctions high +1");
    }

    @Test
    void each_family_has_its_parameters_and_values() {
        Classing park = classing("'kind':'P','parameters':{'speed':'very low','intensity':'quiet',"
                + "'composition':'pedestrians and cyclists','parked':'no','ambient':'low'}");
        assertThat(park.designed().road()).isEqualTo(new RoadClass("P6", 2));
        Classing crossing = classing("'kind':'C','parameters':{'speed':'moderate','volume':'high','composition':"
                + "'mixed','separation':'no','parked':'no','ambient':'moderate','task':'difficult'}");
        assertThat(crossing.designed().road()).isEqualTo(new RoadClass("C2", 20));
        Classing cie = classing(
                "'table':'cie115','kind':'M','parameters':{'speed':'high','volume':'moderate',"
                        + "'composition':'mixed','separation':'no','junctions':'moderate','parked':'yes','ambient':'low','guidance':'good'}");
        // 6 - 2.5 = 3.5: half a class counts as the brighter one.
        assertThat(cie.designed().road().name()).isEqualTo("M3");
    }

    @Test
    void tables_are_data_with_dates_sources_and_a_warning() {
        assertThat(ClassTables.shipped().all()).allSatisfy(table -> {
            assertThat(table.source()).isNotBlank();
            assertThat(table.note()).contains("to be checked by a lighting engineer against the standard");
            assertThat(table.families()).extracting(Family::kind).containsExactly("M", "C", "P");
        });
        assertThat(ClassTables.shipped().find("en13201", LocalDate.parse("2000-01-01")))
                .isEmpty();
    }

    @Test
    void a_city_may_put_its_own_national_table() throws IOException {
        ObjectNode own = (ObjectNode)
                json(
                        "{'id':'uni11248-2016','table':'uni11248','title':'UNI 11248','from':'2016-11-01',"
                                + "'source':'the city','families':[{'kind':'M','quantity':'mean luminance','unit':'cd/m2','base':2,"
                                + "'classes':[{'name':'M1','mean':2},{'name':'M2','mean':1.5}],"
                                + "'parameters':[{'key':'fog','options':[{'name':'often','weight':1},{'name':'seldom','weight':0}]}]}]}");
        String rules = "'classTables':[" + own
                + "],'lightingClass':{'table':'uni11248','kind':'M','parameters':{'fog':'often'}}";
        Classing classing =
                ClassingJson.read(new Fields(json("{" + rules + "}")), DAY).orElseThrow();
        assertThat(classing.table().id()).isEqualTo("uni11248-2016");
        assertThat(classing.designed().road().name()).isEqualTo("M1");
        own.withArray("families").get(0).withArray("classes").get(1);
        ((ObjectNode) own.at("/families/0/classes/1")).put("mean", 3);
        assertThatThrownBy(() -> ClassTableJson.read(own))
                .hasMessage("uni11248-2016, M: the mean of M2 must be above 0 and below that of the class before.");
    }

    @Test
    void wrong_classes_are_refused_with_what_is_allowed() throws IOException {
        Fields fields = new Fields(json("{'lightingClass':{'kind':'M','installed':'P3','floor':'M1','parameters':{"
                + STREET.formatted("brisk", "low", "low") + "}}}"));
        assertThat(ClassingJson.read(fields, DAY)).isEmpty();
        assertThat(fields.problems())
                .anyMatch(
                        problem -> problem.contains(
                                "lightingClass: parameters: speed is \"brisk\"; it must be one of \"very high\", \"high\", \"moderate\", \"low\"."))
                .anyMatch(
                        problem -> problem.contains("installed is \"P3\"; it must be one of M1, M2, M3, M4, M5, M6."));
        Fields bright = new Fields(json("{'lightingClass':{'kind':'M','installed':'M4','floor':'M2','parameters':{"
                + STREET.formatted("low", "low", "low") + "}}}"));
        ClassingJson.read(bright, DAY);
        assertThat(bright.problems().get(0)).contains("floor M2 (1.5 cd/m2) is brighter than the class the lamps");
    }

    @Test
    void a_level_is_the_ratio_of_two_classes_and_what_new_lamps_give_too_much_is_dimmed_away() {
        Classing road = classing("'kind':'M','installed':'M3','floor':'M6','maintenanceFactor':0.8,"
                + "'renewed':'2026-01-01','maintenanceMonths':40,'parameters':{"
                + STREET.formatted("moderate", "moderate", "low") + "}");
        RoadClass m3 = new RoadClass("M3", 1);
        RoadClass m5 = new RoadClass("M5", 0.5);
        assertThat(road.share(m5)).isEqualTo(50);
        assertThat(road.level(m3, LocalDate.parse("2026-01-01"))).isEqualTo(80);
        assertThat(road.level(m3, LocalDate.parse("2027-09-01"))).isEqualTo(89);
        assertThat(road.level(m5, LocalDate.parse("2040-01-01"))).isEqualTo(50);
        assertThat(road.level(new RoadClass("M1", 2), DAY)).isEqualTo(100);
    }

    @Test
    void traffic_and_ambient_light_of_the_hour_change_the_class_and_their_silence_brings_back_the_designed_one() {
        Classing road = classing(
                "'kind':'M','installed':'M3','parameters':{"
                        + STREET.formatted("moderate", "high", "moderate")
                        + "},'traffic':{'capacityPerHour':1000},'ambient':{'sensors':['b:lux'],'fromLux':{'high':20,'moderate':5}}");
        Classing.Need quiet = need(road, new Measured.Count("b:counter", 120), 1.0);
        assertThat(quiet.road().name()).isEqualTo("M6");
        assertThat(quiet.evidence())
                .contains("b:counter counted 120 an hour, of 1000", "1.0 lx around", "en13201-2015");
        assertThat(need(road, BUSY, 30.0).road().name()).isEqualTo("M2");
        assertThat(need(road, BUSY, 6.0).reason()).isEqualTo("volume high and ambient moderate: class M3");
        Classing.Need silent = road.need(Map.of(), new Measured(Optional.empty(), Optional.of(1.0)));
        assertThat(silent.known()).isFalse();
        assertThat(silent.road().name()).isEqualTo("M3");
        assertThat(silent.reason()).contains("no counter was heard", "class M3 counts as designed");
    }

    private static Classing.Need need(Classing road, Measured.Count count, double lux) {
        return road.need(Map.of(), new Measured(Optional.of(count), Optional.of(lux)));
    }

    private static Classing classing(String inner) {
        try {
            Fields fields = new Fields(json("{'lightingClass':{" + inner + "}}"));
            Optional<Classing> classing = ClassingJson.read(fields, DAY);
            assertThat(fields.problems()).isEqualTo(List.of());
            return classing.orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
