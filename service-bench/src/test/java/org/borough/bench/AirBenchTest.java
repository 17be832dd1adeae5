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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AirBenchTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 1, 0, 0);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void oddCellsColumnsAndFilesAreNamedWithTheirPlace() throws IOException {
        String hours = prsa(200);
        Path good = write("good.csv", hours);
        assertThat(odd(good, write("text.csv", hours.replaceFirst("\n1,2026,", "\n1,x,"))))
                .contains("text.csv, line 2: column year is 'x'; it must be a whole number up to 9999.");
        assertThat(odd(good, write("semicolon.csv", hours.replace(',', ';'))))
                .contains("semicolon.csv")
                .contains("no column year");
        assertThat(odd(good, write("empty.csv", ""))).contains("empty.csv").contains("no column year");
        assertThat(odd(good, folder.resolve("none.csv")))
                .contains("There is no file")
                .contains("none.csv");
        assertThat(odd(write("two.csv", hours.replaceFirst("Here", "There")), good))
                .contains("two.csv: column station names [There, Here]; give a file of one station.");
    }

    private String odd(Path train, Path test) {
        assertThat(run("air-forecast", "--json", "--train", train, "--test", test))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        return errors.toString();
    }

    @Test
    void hoursThatAreLeftOutInAnyOrderAndColumnsThatAreMissingDoNotStopAForecast() throws IOException {
        List<String> rows = new ArrayList<>(prsa(300).lines().toList());
        String head = rows.remove(0);
        Path whole = write("whole.csv", head + "\n" + String.join("\n", rows));
        rows.removeIf(row -> row.hashCode() % 7 == 0);
        Collections.reverse(rows);
        Path gaps = write("gaps.csv", head + "\n" + String.join("\n", rows));

        JsonNode figures = json("air-forecast", "--train", whole, "--test", gaps);

        assertThat(figures.at("/mae").asDouble())
                .isLessThan(figures.at("/persistenceMae").asDouble());
    }

    /** A wave of PM2.5 with noise; no weather at all. */
    private static String prsa(int count) {
        StringBuilder text = new StringBuilder("No,year,month,day,hour,PM2.5,station\n");
        for (int hour = 0; hour < count; hour++) {
            LocalDateTime at = START.plusHours(hour);
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d,%d,%.2f,Here%n",
                    hour + 1,
                    at.getYear(),
                    at.getMonthValue(),
                    at.getDayOfMonth(),
                    at.getHour(),
                    80 + 60 * Math.sin(hour / 4.0)));
        }
        return text.toString();
    }

    @Test
    void sensorsThatOnlyTheTestFileKnowsAreCalibratedInTheirOwnDaysBesideTheStation() throws IOException {
        Path first = write("first.csv", airq("waag_1"));
        Path other = write("other.csv", airq("waag_2"));
        assertThat(json("air-no2", "--train", first, "--test", other)
                        .at("/perSensor/waag_2")
                        .asDouble())
                .isLessThan(3);
        Path later = write("later.csv", airq("waag_1").replace("2016-06-", "2016-08-"));
        assertThat(json("air-no2", "--train", first, "--test", later)
                        .at("/medianRmse")
                        .asDouble())
                .isLessThan(3);
        assertThat(run("air-no2", "--json", "--train", later, "--test", later)).isEqualTo(2);
        assertThat(errors.toString()).contains("none of the sensors of").contains("24 hours beside the station");
    }

    private static String airq(String sensor) {
        StringBuilder text = new StringBuilder(sensor + ",ggd,localTime\n");
        for (int hour = 0; hour < 6 * 24; hour++) {
            LocalDateTime at = LocalDateTime.of(2016, 6, 3, 0, 0).plusHours(hour);
            double truth = 30 + 20 * Math.sin(hour / 3.0);
            text.append(String.format(
                    Locale.ROOT,
                    "%.2f,%.2f,%s:00+02:00%n",
                    1.3 * truth + 4,
                    truth,
                    at.toString().replace('T', ' ')));
        }
        return text.toString();
    }

    @Test
    void theAirServiceKeepsUpWithSensorsThatSpeakEachMinute() throws IOException {
        JsonNode figures = json("air-load", "--sensors", "50", "--hours", "2", "--seconds-an-hour", "0.2");
        assertThat(figures.at("/readings").asLong()).isEqualTo(6000);
        assertThat(figures.at("/state").asText()).isEqualTo("1 areas are watched.");
    }

    private JsonNode json(Object... arguments) throws IOException {
        out.getBuffer().setLength(0);
        Object[] all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray();
        assertThat(run(all)).as(errors.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        CommandLine bench = Bench.commandLine();
        bench.setOut(new PrintWriter(out));
        bench.setErr(new PrintWriter(errors));
        return bench.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
