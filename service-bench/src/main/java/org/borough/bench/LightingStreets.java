// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.borough.bench.street.Street;
import org.borough.bench.street.StreetFigures;
import org.borough.bench.street.Walking;
import org.borough.lighting.classes.Measured;
import org.borough.lighting.rules.Almanac;
import org.borough.lighting.rules.Course;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.twin.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the service's rules would save on real lamps, with real numbers of people walking under them. */
@Command(
        name = "lighting",
        description = {
            "Real lamps (layouts: Washington's street lights; longitude and latitude) under the service's own rules, with",
            "as many people as were counted (layouts: Melbourne's pedestrian counts), beside the same lamps as LED at full",
            "level from dusk to dawn. For each counter one street is simulated and stands for the streets given to it,",
            "turn by turn. Hours without a count are left out on both sides. The night is that of the lamps' place, by",
            "the clock of the counts."
        },
        mixinStandardHelpOptions = true)
final class LightingStreets implements Runnable {

    @Option(names = "--lamps", required = true, description = "light points")
    private Path lamps;

    @Option(names = "--pedestrians", required = true, description = "hourly counts")
    private Path pedestrians;

    @Option(
            names = "--zone",
            description = "the clock of the counts at the lamps' place; else the solar time zone of their longitude")
    private ZoneId zone;

    @Mixin
    private StreetOptions options;

    @Mixin
    private Report report;

    @Override
    public void run() {
        Rules rules = options.rules();
        Walking walking = options.walking();
        LampFile file = LampFile.read(lamps, options.lampWatts());
        PedestrianFile counts = PedestrianFile.read(pedestrians);
        Place place = file.middle();
        ZoneId clock = zone == null ? ZoneOffset.ofHours((int) Math.round(place.longitude() / 15)) : zone;
        List<List<LampFile.Lamp>> shares =
                shares(file.streets().values(), counts.sensors().size());
        List<Map.Entry<String, TreeMap<LocalDateTime, Integer>>> sensors =
                List.copyOf(counts.sensors().entrySet());
        Skies skies = Skies.over(counts, new Almanac(place, clock, rules.schedule()), clock);
        List<Side> sides = IntStream.range(0, sensors.size())
                .parallel()
                .mapToObj(i -> side(sensors.get(i), shares.get(i), rules, walking, skies, place, clock))
                .toList();
        explain(rules, file, counts, sides);
        report.print(Figures.of(file.lamps().size(), counts.hours(), sides));
    }

    private static List<List<LampFile.Lamp>> shares(Collection<List<LampFile.Lamp>> streets, int count) {
        List<List<LampFile.Lamp>> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        int turn = 0;
        for (List<LampFile.Lamp> street : streets) {
            shares.get(turn++ % count).addAll(street);
        }
        return shares;
    }

    private Side side(
            Map.Entry<String, TreeMap<LocalDateTime, Integer>> sensor,
            List<LampFile.Lamp> share,
            Rules rules,
            Walking walking,
            Skies skies,
            Place place,
            ZoneId clock) {
        SplittableRandom chance =
                new SplittableRandom(options.seed() ^ sensor.getKey().hashCode());
        Course course = new Course(rules, place, clock);
        Street street = new Street(rules, walking, skies::at, now -> course.at(now, Measured.NOTHING), chance);
        HourlyCounts counts = HourlyCounts.of(sensor.getValue(), clock);
        counts.runs().forEach(run -> dark(street, skies, counts, run));
        double watts = share.stream().mapToDouble(LampFile.Lamp::watts).sum();
        double hours = sensor.getValue().size();
        double nodes = options.nodeWatts() * share.size() * hours;
        return new Side(sensor.getKey(), share.size(), watts, nodes, street.figures());
    }

    private void dark(Street street, Skies skies, HourlyCounts counts, HourlyCounts.Run run) {
        Instant at = run.from();
        while (at.isBefore(run.until())) {
            Sky sky = skies.at(at);
            Instant next = skies.change(at);
            next = run.until().isBefore(next) ? run.until() : next;
            if (sky.night()) {
                street.dark(at.toEpochMilli(), next.toEpochMilli(), time -> options.traffic() * counts.perHour(time));
            }
            at = next;
        }
    }

    private void explain(Rules rules, LampFile file, PedestrianFile counts, List<Side> sides) {
        options.words(rules).forEach(report::explain);
        report.explain("Left out: %d rows of lamps without a place, %d rows of counts without a valid or new count."
                .formatted(file.skipped(), counts.skipped()));
        for (Side side : sides) {
            StreetFigures street = side.street();
            report.explain(
                    "%-40s %6d lamps, %6.0f people a night hour, saved %5.1f %%, below full level %6.2f %% of people; %s"
                            .formatted(
                                    side.sensor(),
                                    side.lamps(),
                                    street.people() * street.lamps() / street.darkHours(),
                                    100 * (1 - side.used() / side.baseline()),
                                    street.people() == 0 ? 0 : 100 * street.below() / street.people(),
                                    times(street)));
        }
    }

    private static String times(StreetFigures street) {
        double all =
                street.times().values().stream().mapToDouble(Duration::toMillis).sum();
        return street.times().entrySet().stream()
                .map(entry -> "%s %.1f %%"
                        .formatted(
                                entry.getKey().name().toLowerCase(Locale.ROOT),
                                100 * entry.getValue().toMillis() / all))
                .collect(Collectors.joining(", "));
    }

    /** The lamps of the streets that are like one counter's. */
    record Side(String sensor, int lamps, double watts, double nodeWh, StreetFigures street) {

        double baseline() {
            return watts * street.darkHours() / street.lamps();
        }

        double used() {
            return watts * street.fullHours() / street.lamps() + nodeWh;
        }
    }

    /** What is printed. */
    record Figures(
            int lamps,
            int hours,
            double energyBaselineKwh,
            double energyKwh,
            double savedPercent,
            double peopleBelowFullPercent) {

        static Figures of(int lamps, int hours, List<Side> sides) {
            double baseline = sides.stream().mapToDouble(Side::baseline).sum();
            double used = sides.stream().mapToDouble(Side::used).sum();
            double people = sides.stream()
                    .mapToDouble(side -> side.lamps() * side.street().people())
                    .sum();
            double below = sides.stream()
                    .mapToDouble(side -> side.lamps() * side.street().below())
                    .sum();
            return new Figures(
                    lamps,
                    hours,
                    baseline / 1000,
                    used / 1000,
                    baseline == 0 ? 0 : 100 * (baseline - used) / baseline,
                    people == 0 ? 0 : 100 * below / people);
        }
    }
}
