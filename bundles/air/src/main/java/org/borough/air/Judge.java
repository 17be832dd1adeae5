// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules;
import org.borough.things.Climate;

/** Judges what sensors say by what they said before and by their neighbours. Pure. */
record Judge(AirRules rules) {

    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double TO_DEVIATION = 1.4826;

    private static final double LEAST_SHARE = 0.1;
    private static final double LEAST = 2;
    private static final double LEAST_CARBON = 0.2;
    private static final int UNIT_HOURS = 12;
    private static final int UNIT_HOURS_NEEDED = 8;
    private static final double UNIT_TOLERANCE = 0.15;
    private static final double UNIT_SPREAD = 0.15;
    private static final double PARTS_TOLERANCE = 0.06;
    private static final double PARTS_SPREAD = 0.05;
    private static final double THOUSAND = 1000;
    private static final double HALF = 0.5;
    private static final int DAY = 24;

    /** What a sensor's own hours say against it. */
    List<Finding> alone(Sensor sensor, Instant running) {
        List<Finding> found = new ArrayList<>();
        sensor.courses().forEach((quantity, course) -> {
            stuck(sensor, quantity, course, running).ifPresent(found::add);
            if (quantity.equals(Climate.HUMIDITY.path())) {
                saturated(sensor, course, running).ifPresent(found::add);
            }
        });
        return found;
    }

    private Optional<Finding> stuck(Sensor sensor, String quantity, Course course, Instant running) {
        int needed = rules.plausibility().stuckHours();
        List<Hour> hours = course.back(running.minus(1, ChronoUnit.HOURS), needed);
        int readings = hours.stream().mapToInt(Hour::count).sum();
        double least = hours.stream().mapToDouble(Hour::least).min().orElse(0);
        double most = hours.stream().mapToDouble(Hour::most).max().orElse(1);
        boolean humid = quantity.equals(Climate.HUMIDITY.path());
        if (hours.size() < needed || readings < 2 * needed || least != most || humid) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Finding.Kind.STUCK,
                sensor.id().toString(),
                quantity,
                running.minus(needed, ChronoUnit.HOURS),
                readings + " readings in " + needed + " hours, all of them " + least + "."));
    }

    private static Optional<Finding> saturated(Sensor sensor, Course course, Instant running) {
        List<Hour> hours = course.back(running, DAY);
        double share = hours.stream().mapToDouble(Hour::wetShare).average().orElse(0);
        if (hours.size() < DAY * HALF || share < HALF) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Finding.Kind.SATURATED,
                sensor.id().toString(),
                Climate.HUMIDITY.path(),
                running.minus(DAY, ChronoUnit.HOURS),
                Math.round(share * 100) + " % of the readings of the last " + hours.size() + " hours are "
                        + Math.round(Hour.WET) + " % or more: the sensor is wet or spent."));
    }

    /** Whether a sensor says another unit than its neighbours: by a steady ratio that is one between units. */
    Optional<Finding> unit(Sensor sensor, Collection<Sensor> neighbours, Pollutant pollutant, Instant running) {
        double[] ratios = IntStream.rangeClosed(1, UNIT_HOURS)
                .mapToObj(back -> running.minus(back, ChronoUnit.HOURS))
                .flatMapToDouble(hour -> ratio(sensor, neighbours, pollutant, hour))
                .toArray();
        if (ratios.length < UNIT_HOURS_NEEDED) {
            return Optional.empty();
        }
        double middle = median(ratios);
        double spread = deviation(ratios, middle) / middle;
        return Units.of(pollutant, rules.celsius()).stream()
                .filter(unit -> spread <= (unit.thousand() ? UNIT_SPREAD : PARTS_SPREAD))
                .filter(unit ->
                        Math.abs(middle / unit.factor() - 1) <= (unit.thousand() ? UNIT_TOLERANCE : PARTS_TOLERANCE))
                .findFirst()
                .map(unit -> new Finding(
                        Finding.Kind.UNIT,
                        sensor.id().toString(),
                        pollutant.key(),
                        running.minus(UNIT_HOURS, ChronoUnit.HOURS),
                        String.format(
                                Locale.ROOT,
                                "In %d hours it said %.3g times what the neighbours said, as if %s.",
                                ratios.length,
                                middle,
                                unit.words())));
    }

    /** One way in which a unit is mistaken. */
    private record Units(double factor, boolean thousand, String words) {

        static List<Units> of(Pollutant pollutant, double celsius) {
            List<Units> all = new ArrayList<>();
            all.add(new Units(THOUSAND, true, "it spoke in a unit a thousand times smaller"));
            all.add(new Units(1 / THOUSAND, true, "it spoke in a unit a thousand times greater"));
            // For carbon monoxide the two units are too alike to tell them from a sensor that is off.
            if (pollutant.isGas() && pollutant != Pollutant.CO) {
                all.add(new Units(1 / pollutant.massPerPart(celsius), false, "it spoke in ppb"));
            }
            return all;
        }
    }

    private DoubleStream ratio(Sensor sensor, Collection<Sensor> neighbours, Pollutant pollutant, Instant hour) {
        double own = sensor.raw(pollutant.key(), hour, rules.hours());
        double[] others = neighbours.stream()
                .mapToDouble(other -> other.raw(pollutant.key(), hour, rules.hours()))
                .filter(Double::isFinite)
                .toArray();
        if (!(own > 0) || others.length < rules.plausibility().neighbours()) {
            return DoubleStream.empty();
        }
        double middle = median(others);
        return middle > 0 ? DoubleStream.of(own / middle) : DoubleStream.empty();
    }

    /** Whether an hour is off from what the neighbours said in it. */
    Optional<Finding> outlier(Sensor sensor, Pollutant pollutant, double own, double[] others, Instant hour) {
        if (others.length < rules.plausibility().neighbours()) {
            return Optional.of(new Finding(
                    Finding.Kind.FEW_NEIGHBOURS,
                    sensor.id().toString(),
                    pollutant.key(),
                    hour,
                    others.length + " within " + Math.round(rules.plausibility().neighbourMetres()) + " m; "
                            + rules.plausibility().neighbours() + " are needed."));
        }
        double middle = median(others);
        double least = pollutant == Pollutant.CO ? LEAST_CARBON : LEAST;
        double deviation =
                Math.max(TO_DEVIATION * deviation(others, middle), Math.max(least, LEAST_SHARE * Math.abs(middle)));
        double off = (own - middle) / deviation;
        if (Math.abs(off) <= rules.plausibility().outlierMads()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Finding.Kind.OUTLIER,
                sensor.id().toString(),
                pollutant.key(),
                hour,
                Json.words(own) + " " + pollutant.unit() + " beside a median of " + Json.words(middle) + " of "
                        + others.length + " neighbours: " + Json.words(off) + " deviations off."));
    }

    static double median(double... values) {
        return Median.withDefaults().evaluate(values);
    }

    private static double deviation(double[] values, double middle) {
        return median(
                DoubleStream.of(values).map(value -> Math.abs(value - middle)).toArray());
    }
}
