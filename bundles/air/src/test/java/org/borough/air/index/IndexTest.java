// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexTest {

    private static final IndexTables TABLES = IndexTables.shipped();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final double CELSIUS = 20;
    private static final double NONE = Double.NaN;

    @ParameterizedTest
    @CsvSource({
        "PM25, 5, good",
        "PM25, 5.1, fair",
        "PM25, 15, fair",
        "PM25, 50, moderate",
        "PM25, 90, poor",
        "PM25, 140, very poor",
        "PM25, 140.1, extremely poor",
        "PM10, 45, fair",
        "PM10, 271, extremely poor",
        "NO2, 10, good",
        "NO2, 25.5, moderate",
        "NO2, 150, very poor",
        "O3, 60, good",
        "O3, 120, moderate",
        "O3, 121, poor",
        "SO2, 275, very poor",
        "SO2, 20.01, fair",
        "PM10, 0, good",
        "PM10, -1, good"
    })
    void europes_bands_of_2024_hold_for_the_hour(Pollutant pollutant, double concentration, String level) {
        assertThat(of("european", TODAY, pollutant, concentration).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "9.0, 50, good",
        "9.09, 50, good",
        "9.1, 51, moderate",
        "35.4, 100, moderate",
        "35.49, 100, moderate",
        "35.5, 101, unhealthy for sensitive groups",
        "55.5, 151, unhealthy",
        "125.4, 200, unhealthy",
        "125.5, 201, very unhealthy",
        "225.5, 301, hazardous",
        "325.4, 500, hazardous",
        "425.4, 699, hazardous"
    })
    void the_us_index_truncates_first_and_goes_on_beyond_500(double pm25, long value, String level) {
        Index index = steady("us", Pollutant.PM25, pm25, 12);
        assertThat(index.worst().orElseThrow().rounded()).isEqualTo(value);
        assertThat(index.level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "us-2024, NO2, 53, 50",
        "us-2024, NO2, 53.9, 50",
        "us-2024, NO2, 54, 51",
        "us-2024, NO2, 2049, 500",
        "us-2024, SO2, 304, 200",
        "us-2024, SO2, 330, 209",
        "us-2024, O3, 70, 100",
        "us-2024, O3, 70.9, 100",
        "us-2024, O3, 71, 101",
        "us-2024, O3, 404, 300",
        "us-2024, CO, 4.4, 50",
        "us-2024, CO, 9.49, 100"
    })
    void gases_are_told_in_parts(String table, Pollutant pollutant, double parts, long value) {
        double mass = parts * pollutant.massPerPart(CELSIUS);
        assertThat(steady(table, pollutant, mass, 24).worst().orElseThrow().rounded())
                .isEqualTo(value);
    }

    @Test
    void a_short_peak_of_sulphur_dioxide_stays_at_200_and_one_of_ozone_counts_by_its_hour() {
        double[] peak = new double[24];
        peak[0] = 500 * Pollutant.SO2.massPerPart(CELSIUS);
        assertThat(table("us")
                        .of(Map.of(Pollutant.SO2, peak), CELSIUS)
                        .worst()
                        .orElseThrow()
                        .rounded())
                .isEqualTo(200);
        peak[0] = 200 * Pollutant.O3.massPerPart(CELSIUS);
        Index.Part ozone =
                table("us").of(Map.of(Pollutant.O3, peak), CELSIUS).worst().orElseThrow();
        assertThat(ozone.averaging()).isEqualTo(Averaging.HOUR);
        assertThat(ozone.rounded()).isEqualTo(195);
    }

    @Test
    void versions_hold_on_their_days() {
        assertThat(TABLES.find("european", LocalDate.of(2023, 1, 1))
                        .orElseThrow()
                        .id())
                .isEqualTo("european-2017");
        assertThat(TABLES.find("us", LocalDate.of(2024, 5, 5)).orElseThrow().id())
                .isEqualTo("us-2015");
        assertThat(TABLES.find("us", LocalDate.of(2024, 5, 6)).orElseThrow().id())
                .isEqualTo("us-2024");
        assertThat(TABLES.find("us-2015", TODAY)).isPresent();
        assertThat(TABLES.find("us", LocalDate.of(1970, 1, 1))).isEmpty();
        assertThat(TABLES.names()).contains("european", "us-2024");
        Index old = steady("us-2015", Pollutant.PM25, 12, 12);
        assertThat(old.worst().orElseThrow().rounded()).isEqualTo(50);
        assertThat(steady("european-2017", Pollutant.PM10, 101, 17).missing()).contains(Pollutant.PM10);
        assertThat(steady("european-2017", Pollutant.PM10, 101, 18).level()).isEqualTo("very poor");
    }

    @Test
    void the_worst_pollutant_decides_and_missing_ones_are_named() {
        Index index = table("european")
                .of(Map.of(Pollutant.NO2, new double[] {70}, Pollutant.PM25, new double[] {7}), CELSIUS);
        assertThat(index.worst().orElseThrow().pollutant()).isEqualTo(Pollutant.NO2);
        assertThat(index.parts()).hasSize(2);
        assertThat(index.missing()).containsExactly(Pollutant.PM10, Pollutant.O3, Pollutant.SO2);
        assertThat(table("european").of(Map.of(), CELSIUS).level()).isEqualTo("unknown");
    }

    @Test
    void the_now_cast_weighs_the_latest_hours_when_the_air_changes() {
        double[] rising = {40, 20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
        // The weight is 10/40, so one half: (40 + 10 + 2.5 + ...) / (1 + 0.5 + ...).
        assertThat(Averaging.NOWCAST.of(rising).orElseThrow()).isBetween(27.4, 27.6);
        assertThat(Averaging.NOWCAST.of(NONE, 20, 20).orElseThrow()).isEqualTo(20);
        assertThat(Averaging.NOWCAST.of(NONE, NONE, 20, 20, 20)).isEmpty();
        assertThat(Averaging.NOWCAST.of(0, 0, 0).orElseThrow()).isZero();
        assertThat(Averaging.EIGHT_HOURS.of(1, 1, 1, 1, 1, 1, NONE, NONE)).isPresent();
        assertThat(Averaging.EIGHT_HOURS.of(1, 1, 1, 1, 1, NONE, NONE, NONE)).isEmpty();
        assertThat(Averaging.HOUR.of()).isEmpty();
    }

    @Property
    void more_of_a_pollutant_is_never_better(
            @ForAll @IntRange(max = 3) int table,
            @ForAll Pollutant pollutant,
            @ForAll @DoubleRange(max = 3000) double one,
            @ForAll @DoubleRange(max = 3000) double more) {
        IndexTable chosen = TABLES.all().get(table);
        double least = value(chosen, pollutant, Math.min(one, more));
        assertThat(value(chosen, pollutant, Math.max(one, more))).isGreaterThanOrEqualTo(least);
    }

    @Property
    void no_concentration_falls_between_two_lines(
            @ForAll @IntRange(max = 3) int table, @ForAll @DoubleRange(max = 10_000) double concentration) {
        TABLES.all().get(table).scales().values().stream()
                .flatMap(scales -> scales.stream())
                .filter(scale -> scale.truncated(concentration)
                        >= scale.segments().get(0).low())
                .forEach(scale -> {
                    double index = scale.index(concentration).orElseThrow();
                    boolean inside = scale.segments().stream()
                            .anyMatch(line -> index >= line.indexLow() && index <= line.indexHigh());
                    double end =
                            scale.segments().get(scale.segments().size() - 1).high();
                    assertThat(inside || concentration > end).isTrue();
                });
    }

    @Property
    void the_now_cast_stays_between_the_least_and_the_greatest_hour(
            @ForAll @Size(12) java.util.List<@DoubleRange(max = 500) Double> hours) {
        double[] window = hours.stream().mapToDouble(Double::doubleValue).toArray();
        double now = Averaging.NOWCAST.of(window).orElseThrow();
        assertThat(now)
                .isBetween(
                        Arrays.stream(window).min().orElseThrow() - 1e-9,
                        Arrays.stream(window).max().orElseThrow() + 1e-9);
    }

    @Example
    void a_wrong_table_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("id is missing");
        assertThatThrownBy(() -> read(own("[10, 5]")))
                .hasMessage("own-1, pm25: the bounds in upper must be numbers that rise.");
        assertThatThrownBy(() -> read(own("[10]"))).hasMessageContaining("upper must hold 2 bounds");
        assertThatThrownBy(() -> read(own("[1, 2]").replace("1h", "3h"))).hasMessageContaining("1h, 8h, 24h, nowcast");
        assertThatThrownBy(() -> read(own("[1, 2]").replace("pm25", "dust"))).hasMessageContaining("pm25, pm10, no2");
    }

    private static IndexTable read(String json) throws IOException {
        return TableJson.read(new ObjectMapper().readTree(json));
    }

    private static String own(String upper) {
        return "{\"id\":\"own-1\",\"index\":\"own\",\"title\":\"Ours\",\"source\":\"us\",\"levels\":[{\"name\":\"a\",\"upTo\":1},"
                + "{\"name\":\"b\",\"upTo\":2},{\"name\":\"c\"}],\"scales\":[{\"pollutant\":\"pm25\",\"unit\":\"ug/m3\","
                + "\"averaging\":\"1h\",\"upper\":" + upper + "}]}";
    }

    private static double value(IndexTable table, Pollutant pollutant, double concentration) {
        double[] day = new double[24];
        Arrays.fill(day, concentration);
        return table.of(Map.of(pollutant, day), CELSIUS)
                .worst()
                .map(Index.Part::value)
                .orElse(0.0);
    }

    private static IndexTable table(String name) {
        return TABLES.find(name, TODAY).orElseThrow();
    }

    private static Index steady(String table, Pollutant pollutant, double concentration, int hours) {
        double[] window = new double[hours];
        Arrays.fill(window, concentration);
        return table(table).of(Map.of(pollutant, window), CELSIUS);
    }

    private static Index of(String index, LocalDate day, Pollutant pollutant, double concentration) {
        return TABLES.find(index, day).orElseThrow().of(Map.of(pollutant, new double[] {concentration}), CELSIUS);
    }
}
