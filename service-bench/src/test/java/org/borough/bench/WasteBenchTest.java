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
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WasteBenchTest {

    private static final LocalDate START = LocalDate.of(2026, 3, 2);
    private static final String HEAD = "serialNumber,timestamp,latestFullness,fullnessThreshold,ageThreshold,reason\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void aRegularBinIsForecastBetterThanByItsLastDayOrItsMean() throws IOException {
        Path train = write("train.csv", bin("1", 0, 120));

        JsonNode figures =
                json("waste-forecast", "--train", train, "--test", write("test.csv", bin("2", 120, 200)), "--json");

        assertThat(figures.fieldNames()).toIterable().containsExactly("mae", "rmse", "yesterdayMae", "binMeanMae");
        assertThat(figures.at("/mae").asDouble()).isLessThan(0.5);
        assertThat(figures.at("/yesterdayMae").asDouble()).isGreaterThan(2);
    }

    @Test
    void dueBinsAreRankedBeforeOthers() throws IOException {
        Path train = write("train.csv", bin("1", 0, 120));

        JsonNode figures =
                json("waste-overflow", "--train", train, "--test", write("test.csv", bin("1", 120, 200)), "--json");

        assertThat(figures.at("/forecast/auc").asDouble()).isGreaterThan(0.95);
        assertThat(figures.at("/forecast/precision").asDouble()).isGreaterThan(0.9);
        assertThat(figures.at("/yesterday/auc").asDouble()).isLessThan(0.9);
    }

    @Test
    void aLevelThatNoBinCanHaveIsNamedWithItsLine() throws IOException {
        Path train = write("train.csv", HEAD + "1,2026-03-02,12,8,0,FULLNESS\n");

        int exit = execute("waste-forecast", "--train", train, "--test", train);

        assertThat(exit).isEqualTo(1);
        assertThat(errors.toString()).contains("line 2: A level is 0 to 10, not 12.0.");
    }

    @Test
    void tooFewDaysToLearnFromAreSaid() throws IOException {
        Path train = write("train.csv", bin("1", 0, 5));

        assertThat(execute("waste-forecast", "--train", train, "--test", train)).isEqualTo(1);
        assertThat(errors.toString()).contains("at least 60 days");
    }

    @Test
    void toursOfAPublishedLayoutAreFoundInTime() throws IOException {
        JsonNode figures = json(
                "waste-routing",
                "--instance",
                write("four.vrp", vrp("EUC_2D")),
                "--seconds",
                "30",
                "--rounds",
                "500",
                "--json");

        assertThat(figures.fieldNames()).toIterable().containsExactly("cost", "routes", "feasible");
        assertThat(figures.at("/cost").asInt()).isEqualTo(80);
        assertThat(figures.at("/routes").asInt()).isEqualTo(2);
        assertThat(figures.at("/feasible").asBoolean()).isTrue();
    }

    @Test
    void aProblemInAnotherLayoutIsRefusedWithTheReason() throws IOException {
        Path instance = write("four.vrp", vrp("EXPLICIT"));

        assertThat(execute("waste-routing", "--instance", instance, "--seconds", "1"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("EDGE_WEIGHT_TYPE must be EUC_2D, but is EXPLICIT");
    }

    private static String vrp(String weights) {
        return String.join(
                "\n",
                "NAME : \tfour",
                "TYPE : CVRP",
                "DIMENSION : 5",
                "EDGE_WEIGHT_TYPE : " + weights + " ",
                "CAPACITY : 10",
                "NODE_COORD_SECTION ",
                " 1 0 0",
                "2\t10\t0",
                "3 20 0",
                "4 -10 0",
                "5 -20 0",
                "DEMAND_SECTION",
                "1 0",
                "2 5",
                "3 5",
                "4 5",
                "5 5",
                "DEPOT_SECTION",
                " 1",
                " -1",
                "EOF");
    }

    /** Fills by a fifth each day and is emptied after the fifth. */
    private static String bin(String name, int from, int to) {
        StringBuilder rows = new StringBuilder(HEAD);
        for (int day = from; day < to; day++) {
            int level = 2 * (day % 5);
            rows.append(String.join(",", name, START.plusDays(day).toString(), Integer.toString(level), "8", "0", "X"))
                    .append('\n');
        }
        return rows.toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonNode json(Object... arguments) throws IOException {
        assertThat(execute(arguments)).as(errors.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int execute(Object... arguments) {
        CommandLine bench = Bench.commandLine();
        bench.setOut(new PrintWriter(out, true));
        bench.setErr(new PrintWriter(errors, true));
        return bench.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
