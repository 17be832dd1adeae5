// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.borough.learning.Skill;
import org.borough.traffic.counts.CountForecast;
import org.borough.traffic.counts.CountedHour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forecasts how many cars pass a citizens' counter in the next hour, walking forward through the hours it counted. */
@Command(
        name = "traffic-counts",
        description = "Cars in the next hour, walking forward through all hours that were counted (layout: Telraam).",
        mixinStandardHelpOptions = true)
final class TrafficCounts implements Runnable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int DATE_LENGTH = 19;
    private static final int MOST = 20_000;

    @Option(names = "--train", required = true, description = "hours to learn from")
    private Path train;

    @Option(names = "--test", required = true, description = "hours to forecast, of these counters or of others")
    private Path test;

    @Mixin
    private Report report;

    /** What is printed. */
    record Figures(double mae, double rmse) {}

    @Override
    public void run() {
        List<CountedHour> past = hours(train);
        List<CountedHour> future = hours(test);
        CountForecast forecast = CountForecast.learned(past);
        List<Skill.Pair> learned = new ArrayList<>();
        List<Skill.Pair> usual = new ArrayList<>();
        for (CountedHour hour : future) {
            learned.add(new Skill.Pair(hour.count(), forecast.of(hour)));
            usual.add(new Skill.Pair(hour.count(), forecast.usual(hour)));
            forecast.take(hour);
        }
        report.explain("What is usual in such an hour, kept up to date: " + Skill.of(usual));
        Skill skill = Skill.of(learned);
        report.print(new Figures(skill.mae(), skill.rmse()));
    }

    private static List<CountedHour> hours(Path file) {
        Table table = Cells.table(file, "segment_id", "date", "uptime", "car");
        List<CountedHour> hours = new ArrayList<>();
        for (CSVRecord row : table.rows()) {
            double uptime = number(file, row, "uptime", 1);
            double cars = number(file, row, "car", MOST);
            if (uptime > 0) {
                boolean holiday = table.columns().contains("holiday") && "1".equals(row.get("holiday"));
                hours.add(new CountedHour(row.get("segment_id"), time(file, row), holiday, uptime, cars));
            }
        }
        if (hours.isEmpty()) {
            throw new OddFile(file, "no hour in it has an uptime above 0");
        }
        return hours;
    }

    private static double number(Path file, CSVRecord row, String column, double most) {
        return Cells.number(file, column, row.getRecordNumber() + 1, row.get(column), 0, most);
    }

    private static LocalDateTime time(Path file, CSVRecord row) {
        String text = row.get("date");
        try {
            return LocalDateTime.parse(text.substring(0, Math.min(DATE_LENGTH, text.length())), TIME);
        } catch (DateTimeException e) {
            throw new OddFile(
                    file + ": column date, row " + (row.getRecordNumber() + 1) + " is '" + text
                            + "'; it must begin like 2022-01-01 01:00:00.",
                    e);
        }
    }
}
