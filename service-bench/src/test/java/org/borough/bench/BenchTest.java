// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 1, 0, 0);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void gasSensorsAreCalibratedAndTestedLater() throws IOException {
        Path train = write("train.csv", uci(0, 400));
        Path test = write("test.csv", uci(400, 600));

        JsonNode figures = json("air-calibration", "--train", train, "--test", test);

        assertThat(figures.fieldNames()).toIterable().containsExactly("co", "no2", "nox", "c6h6");
        assertThat(figures.at("/co").fieldNames()).toIterable().containsExactly("r2", "mae", "rmse");
        assertThat(figures.at("/co/r2").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void dustIsCorrectedByALineAndByHumidityAndTheBestIsNamed() throws IOException {
        StringBuilder dust = new StringBuilder("sensor_id;timestamp;P1;P2\n");
        StringBuilder damp = new StringBuilder("sensor_id;timestamp;temperature;humidity\n");
        StringBuilder truth = new StringBuilder("DateTime;Nitrogen Dioxide;PM10;PM2.5\n");
        for (int minute = 0; minute < 60 * 60; minute += 2) {
            LocalDateTime at = START.plusMinutes(minute);
            double real = 10 + 5 * Math.sin(minute / 60 / 4.0);
            dust.append("1;")
                    .append(at.withSecond(7))
                    .append(";0;")
                    .append(3 + 1.4 * real)
                    .append('\n');
            damp.append("2;")
                    .append(at.withSecond(9))
                    .append(";9;")
                    .append(minute % 3 == 0 ? 99.9 : 60 + 35 * Math.sin(minute / 60 * 2.1))
                    .append('\n');
            if (minute % 60 == 0) {
                truth.append(at.plusHours(1).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));
                truth.append(";5;;").append(real).append('\n');
            }
        }
        Object[] files = {
            "air-humidity",
            "--sensor",
            write("dust.csv", dust.toString()),
            "--humidity",
            write("damp.csv", damp.toString()),
            "--reference",
            write("truth.csv", truth.toString())
        };

        JsonNode figures = json(files);

        assertThat(figures.at("/testHours").asInt()).isEqualTo(24);
        assertThat(figures.at("/saturatedPercent").asDouble()).isBetween(30.0, 40.0);
        assertThat(figures.at("/rmse/line").asDouble()).isLessThan(0.5);
        assertThat(figures.at("/rmse/raw").asDouble()).isGreaterThan(5);
        assertThat(figures.at("/best").asText()).startsWith("line");
        files[6] = folder.resolve("damp.csv");
        assertThat(run(files)).isEqualTo(2);
        assertThat(errors.toString()).contains("no column DateTime, PM2.5");
    }

    @Test
    void packedFileWithAByteOrderMarkGivesTheSameFigures() throws IOException {
        Path plain = write("plain.csv", uci(0, 300));
        Path packed = folder.resolve("packed.csv.gz");
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(packed))) {
            file.write(("\u00EF\u00BB\u00BF" + uci(0, 300)).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(json("air-calibration", "--train", packed, "--test", packed))
                .isEqualTo(json("air-calibration", "--train", plain, "--test", plain));
    }

    @Test
    void sensorsOfANetworkAreTestedOnDaysTheyWereNotCalibratedOn() throws IOException {
        Path file = write("no2.csv", network());

        JsonNode figures = json("air-no2", "--train", file, "--test", file);

        assertThat(figures.at("/perSensor").fieldNames()).toIterable().containsExactly("waag_1", "waag_2", "waag_3");
        assertThat(figures.at("/medianRmse").asDouble()).isCloseTo(0, within(3.0));
    }

    @Test
    void forecastIsPrintedBesidePersistence() throws IOException {
        Path file = write("prsa.csv", prsa(600));

        JsonNode figures = json("air-forecast", "--train", file, "--test", file);

        assertThat(figures.fieldNames()).toIterable().containsExactly("mae", "rmse", "persistenceMae");
        assertThat(figures.at("/mae").asDouble())
                .isLessThan(figures.at("/persistenceMae").asDouble());
    }

    @Test
    void sunIsComparedWithATableHoweverTheTableDatesItsEvents() throws IOException {
        String day = "05:48,06:21,06:55,07:25,16:49,17:19,17:53,18:26\n";
        Path table = write("sun.txt", "1/01/2008," + day + "1/2/2008," + day.replace("05:48", "99:99"));

        JsonNode figures = json(
                "lighting-sun",
                "--table",
                table,
                "--latitude",
                39.9937,
                "--longitude=-75.785",
                "--zone",
                "America/New_York");

        assertThat(figures.fieldNames()).toIterable().containsExactly("days", "medianErrorMinutes", "maxErrorMinutes");
        assertThat(figures.at("/days").asInt()).isEqualTo(2);
        assertThat(figures.at("/maxErrorMinutes").asDouble()).isLessThan(2);
        assertThat(run(
                        "lighting-sun",
                        "--json",
                        "--table",
                        write("short.txt", "1/1/2008,05:48\n"),
                        "--latitude=1",
                        "--longitude=1",
                        "--zone=GMT"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("short.txt, line 1: a date and eight times are expected.");
    }

    @Test
    void lampsUnderTheServicesRulesAreComparedWithTheSameLampsAtFullLevel() throws IOException {
        Path lamps = write(
                "lamps.csv",
                "XCOORD,YCOORD,LIGHTTYPE_DESC,WATTAGE1,WATTAGE2,NUMBERLIGHTS,STREETSEGMID\n"
                        + "-77.02,38.89,HPS-High Pressure Sodium,150,N/A,1,1\n-77.02,38.89,LED,100,N/A,1,2\n"
                        + ",,LED,100,N/A,1,2\n");
        Path quiet = write("quiet.csv", counts(4));

        JsonNode figures = json("lighting", "--lamps", lamps, "--pedestrians", quiet, "--zone", "America/New_York");

        assertThat(figures.fieldNames())
                .toIterable()
                .containsExactly(
                        "lamps", "hours", "energyBaselineKwh", "energyKwh", "savedPercent", "peopleBelowFullPercent");
        assertThat(figures.at("/lamps").asInt()).isEqualTo(2);
        assertThat(figures.at("/hours").asInt()).isEqualTo(20 * 24);
        // Twenty nights of about twelve hours, 74 W (not 150 W) and 100 W.
        assertThat(figures.at("/energyBaselineKwh").asDouble()).isBetween(40.0, 45.0);
        assertThat(figures.at("/savedPercent").asDouble()).isBetween(20.0, 60.0);
        assertThat(json("lighting", "--lamps", lamps, "--pedestrians", quiet, "--zone", "America/New_York"))
                .isEqualTo(figures);
    }

    @Test
    void moreLightAheadLeavesFewerPeopleInTheDark() throws IOException {
        Path lamps = write("points.csv", "longitude,latitude\n-2.5,51.4\n-2.51,51.4\nx,51.4\n");
        Path quiet = write("quiet.csv", counts(4));

        JsonNode none = json("lighting", "--lamps", lamps, "--pedestrians", quiet, "--rule", "lookAheadLamps=0");
        JsonNode two = json("lighting", "--lamps", lamps, "--pedestrians", quiet, "--rule", "lookAheadLamps=2");

        assertThat(two.at("/peopleBelowFullPercent").asDouble())
                .isLessThan(none.at("/peopleBelowFullPercent").asDouble() / 2);
        assertThat(run("lighting", "--lamps", lamps, "--pedestrians", quiet, "--rule", "dimLevel=200"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("dimLevel is \"200\"; it must be a number from 0 to 100.");
    }

    @Test
    void aFixedScheduleWithoutSensorsIsAProgram() throws IOException {
        Path lamps = write("points.csv", "longitude,latitude\n-2.5,51.4\n");
        Path quiet = write("quiet.csv", counts(4));
        String half = "programs=[{\"name\":\"half\",\"steps\":[{\"at\":\"12:30\",\"level\":50}]}]";

        JsonNode figures = json(
                "lighting",
                "--lamps",
                lamps,
                "--pedestrians",
                quiet,
                "--noticed-percent=0",
                "--node-watts=0",
                "--driver-loss-percent=0",
                "--rule",
                half);

        assertThat(figures.at("/savedPercent").asDouble()).isCloseTo(50, within(0.1));
        assertThat(figures.at("/peopleBelowFullPercent").asDouble()).isCloseTo(100, within(0.1));
    }

    @Test
    void parametersOfAStreetComeToItsClass() throws IOException {
        JsonNode figures = json(
                "lighting-class",
                "--kind=P",
                "--parameter=speed=low",
                "--parameter=intensity=normal",
                "--parameter=composition=pedestrians and cyclists",
                "--parameter=parked=no",
                "--parameter=ambient=low",
                "--installed=P3");

        assertThat(figures.at("/selected").asText()).isEqualTo("P5");
        assertThat(figures.at("/levelPercent").asDouble()).isEqualTo(40);
        assertThat(run("lighting-class", "--kind", "M", "--parameter", "speed=moderate"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("volume is missing; it must be one of \"high\", \"moderate\", \"low\".");
    }

    private static String counts(int each) {
        return IntStream.range(0, 20 * 24)
                .mapToObj(hour -> {
                    LocalDateTime at = START.plusHours(hour);
                    return "1,Main Street," + at.toLocalDate() + "," + at.getHour() + "," + each;
                })
                .collect(Collectors.joining(
                        "\n",
                        "sensor_id,sensor_name,date_local,hour_local,count\n",
                        "\n1,Main Street,2026-03-01,25,x\n"));
    }

    @Test
    void wrongLayoutIsNamedAndNothingIsPrinted() throws IOException {
        Path file = write("wrong.csv", "a,b\n1,2\n");

        int exit = run("air-forecast", "--json", "--train", file, "--test", file);

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString())
                .contains("wrong.csv")
                .contains("no column year")
                .contains("its columns are a, b");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void missingOptionAndUnknownBenchAreRefused() {
        assertThat(run("air-forecast", "--json")).isEqualTo(2);
        assertThat(run("astrology")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).contains("--train").contains("astrology").contains("Say which bench to run");
    }

    private JsonNode json(Object... arguments) throws IOException {
        out.getBuffer().setLength(0);
        Object[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(arguments), java.util.stream.Stream.of("--json"))
                .toArray();
        assertThat(run(all)).as(errors.toString()).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(Object... arguments) {
        CommandLine bench = Bench.commandLine();
        bench.setOut(new PrintWriter(out));
        bench.setErr(new PrintWriter(errors));
        return bench.execute(IntStream.range(0, arguments.length)
                .mapToObj(i -> arguments[i].toString())
                .toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String uci(int from, int to) {
        String header = "Date,Time,CO(GT),PT08.S1(CO),NMHC(GT),C6H6(GT),PT08.S2(NMHC),NOx(GT),PT08.S3(NOx),NO2(GT),"
                + "PT08.S4(NO2),PT08.S5(O3),T,RH,AH\n";
        return IntStream.range(from, to)
                .mapToObj(hour -> {
                    double gas = 4 + 3 * Math.sin(hour / 5.0);
                    double warm = 15 + 8 * Math.sin(hour / 24.0);
                    return line(
                            START.plusHours(hour).format(DateTimeFormatter.ofPattern("yyyy-MM-dd,H:mm:ss")),
                            hour % 50 == 7 ? -200 : gas,
                            800 + 120 * gas,
                            -200,
                            2 * gas,
                            700 + 100 * gas,
                            50 * gas,
                            1200 - 90 * gas,
                            30 * gas,
                            1100 + 60 * gas + 9 * warm,
                            900 + 50 * gas,
                            warm,
                            40,
                            1 + 0.4 * Math.sin(hour / 24.0));
                })
                .collect(Collectors.joining("\n", header, "\n"));
    }

    private static String network() {
        String header = "localTime,ggd,ggd_os,waag_1,waag_2,waag_3\n";
        LocalDateTime start = LocalDateTime.of(2016, 6, 2, 0, 0);
        return IntStream.range(0, 9 * 24)
                .mapToObj(hour -> {
                    double truth = 25 + 15 * Math.sin(hour / 4.0);
                    return line(
                            start.plusHours(hour).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'+02:00'")),
                            truth,
                            truth - 3,
                            truth + 2 * Math.sin(hour),
                            0.9 * truth + 2 * Math.cos(hour),
                            1.1 * truth + 2 * Math.sin(hour / 2.0));
                })
                .collect(Collectors.joining("\n", header, "\n2016-06-11 00:00:00+02:00,,,,,\n"));
    }

    private static String prsa(int length) {
        StringBuilder text = new StringBuilder(
                "\"No\",\"year\",\"month\",\"day\",\"hour\",\"PM2.5\",\"PM10\",\"SO2\",\"NO2\",\"CO\",\"O3\","
                        + "\"TEMP\",\"PRES\",\"DEWP\",\"RAIN\",\"wd\",\"WSPM\",\"station\"\n");
        double dust = 60;
        for (int hour = 0; hour < length; hour++) {
            double wind = 3 + 3 * Math.sin(hour / 7.0);
            LocalDateTime at = START.plusHours(hour);
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d,%d,%s,%.2f,4,20,400,60,%.2f,1010,-3,0,\"NNE\",%.3f,\"X\"\n",
                    hour,
                    at.getYear(),
                    at.getMonthValue(),
                    at.getDayOfMonth(),
                    at.getHour(),
                    hour == 99 ? "NA" : String.format(Locale.ROOT, "%.3f", dust),
                    1.5 * dust,
                    10 * Math.sin(hour / 24.0),
                    wind));
            dust = Math.max(0, dust + 8 - dust * wind / 25);
        }
        return text.toString();
    }

    private static String line(String start, double... numbers) {
        return start
                + java.util.Arrays.stream(numbers)
                        .mapToObj(number -> String.format(Locale.ROOT, ",%.4f", number))
                        .collect(Collectors.joining());
    }
}
