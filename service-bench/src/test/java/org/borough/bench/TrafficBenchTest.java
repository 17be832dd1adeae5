// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TrafficBenchTest {

    private static final int SENSORS = 6;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void speedsAreForecastForFourHorizonsAndNearerOnesAreBetter() throws IOException {
        Path train = write("train.csv", speeds(0, 400));
        Path test = write("test.csv", speeds(400, 480).replaceFirst("\n[^,]*,", "\n,"));

        JsonNode figures = json("traffic-forecast", "--train", train, "--test", test, "--adjacency", square(SENSORS));

        assertThat(figures.path("horizons").findValuesAsText("minutes")).containsExactly("15", "30", "45", "60");
        assertThat(figures.at("/horizons/0/rmse").asDouble())
                .isBetween(0.1, figures.at("/horizons/3/rmse").asDouble());
        assertThat(figures.at("/horizons/3").fieldNames()).toIterable().containsExactly("minutes", "rmse", "mae");
    }

    @Test
    void carsOfACounterThatNobodyKnowsAreForecastHourByHour() throws IOException {
        Path train = write("train.csv", telraam("1", 0, 1000));
        Path test = write("test.csv", telraam("2", 0, 300));

        JsonNode figures = json("traffic-counts", "--train", train, "--test", test);

        assertThat(figures.fieldNames()).toIterable().containsExactly("mae", "rmse");
        assertThat(figures.path("mae").asDouble()).isBetween(0.0, 60.0);
    }

    @Test
    void everyReadingOfASeriesGetsAScoreAndTheOddOneAHighOne() throws IOException {
        StringBuilder series = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 600; i++) {
            series.append("t")
                    .append(i)
                    .append(',')
                    .append(50 + i % 24 + (i == 500 ? 90 : 0))
                    .append('\n');
        }

        assertThat(run("traffic-anomaly", "--json", "--series", write("series.csv", series.toString())))
                .isZero();

        String[] lines = out.toString().split("\\R");
        assertThat(lines).hasSize(601).startsWith("timestamp,anomaly_score");
        assertThat(lines[501]).startsWith("t500,0.8");
        assertThat(lines[400]).isEqualTo("t399,0.000000");
    }

    @Test
    void districtsThatShowNothingLearnNearlyAsMuchAsOneThatSeesAll() throws IOException {
        Path train = write("train.csv", speeds(0, 300));
        Path test = write("test.csv", speeds(300, 360));

        JsonNode figures =
                json("traffic-federated", "--train", train, "--test", test, "--optIn", "0.5", "--districts", "3");

        assertThat(figures.fieldNames())
                .toIterable()
                .containsExactly("centralRmse", "federatedRmse", "computeOverheadPercent");
        double central = figures.path("centralRmse").asDouble();
        assertThat(figures.path("federatedRmse").asDouble()).isBetween(central * 0.9, central * 1.2);
    }

    @Test
    void theTrafficServiceTakesEveryPointOfItsCounters() throws IOException {
        JsonNode figures = json("traffic-load", "--segments", "10", "--seconds", "1", "--points-an-hour", "72000");

        assertThat(figures.at("/points").asLong()).isEqualTo(20);
        assertThat(figures.at("/state").asText()).isEqualTo("1 areas are watched.");
    }

    @Test
    void aLoadThatCannotBeIsRefused() {
        assertThat(run("traffic-load", "--segments", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--segments must be from 1 to 20000");
        assertThat(run("traffic-load", "--points-an-hour", "1")).isEqualTo(2);
        assertThat(errors.toString()).contains("--points-an-hour must be from 1000 to 1000000000.");
    }

    @ParameterizedTest
    @CsvSource({
        "traffic-forecast, a, s0 s1",
        "traffic-forecast, words, column s1",
        "traffic-forecast, -7, column s1",
        "traffic-counts, words, no column segment_id",
        "traffic-anomaly, words, 'no column timestamp, value'",
        "traffic-federated, 1e9, column s1"
    })
    void anOddFileIsNamedWithItsColumnAndNothingElseIsPrinted(String bench, String cell, String names)
            throws IOException {
        Path odd = write("odd.csv", cell.equals("a") ? "\n" : "s0,s1\n1," + cell + "\n2,3\n");
        Object[] arguments =
                switch (bench) {
                    case "traffic-anomaly" -> new Object[] {bench, "--json", "--series", odd};
                    case "traffic-counts" -> new Object[] {bench, "--json", "--train", odd, "--test", odd};
                    case "traffic-federated" ->
                        new Object[] {bench, "--json", "--train", odd, "--test", odd, "--optIn", "0.45"};
                    default -> new Object[] {bench, "--json", "--train", odd, "--test", odd, "--adjacency", square(2)};
                };

        assertThat(run(arguments)).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(errors.toString()).contains("odd.csv").contains(cell.equals("a") ? "odd.csv" : names);
    }

    @Test
    void anAdjacencyOfAnotherNetworkIsRefused() throws IOException {
        Path train = write("train.csv", speeds(0, 200));

        int exit = run("traffic-forecast", "--train", train, "--test", train, "--adjacency", square(2));

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("adjacency.csv").contains("6 rows of 6 numbers");
    }

    private Path square(int size) throws IOException {
        return write("adjacency.csv", ("1" + ",0".repeat(size - 1) + "\n").repeat(size));
    }

    private static String speeds(int from, int to) {
        StringBuilder text = new StringBuilder("s0,s1,s2,s3,s4,s5\n");
        Random random = new Random(from);
        for (int row = from; row < to; row++) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                double wave = Math.sin((row - sensor * 2) / 20.0);
                text.append(sensor == 0 ? "" : ",").append(55 + 12 * wave + random.nextGaussian());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String telraam(String counter, int from, int to) {
        StringBuilder text = new StringBuilder("segment_id,date,uptime,car,holiday\n");
        Random random = new Random(3);
        for (int hour = from; hour < to; hour++) {
            LocalDateTime at = LocalDateTime.of(2026, 3, 1, 0, 0).plusHours(hour);
            boolean day = at.getHour() > 5 && at.getHour() < 22;
            double cars = day ? 200 + 20 * at.getHour() + 20 * random.nextGaussian() : 0;
            text.append(counter).append(',').append(at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));
            text.append(" CET,").append(day ? 0.7 : 0).append(',').append(cars).append(",0\n");
        }
        return text.toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonNode json(Object... arguments) throws IOException {
        Object[] all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray();
        assertThat(run(all)).as(errors.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(Object... arguments) {
        CommandLine commandLine = Bench.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(errors));
        return commandLine.execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    }
}
