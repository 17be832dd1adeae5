// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One input of an equation.
 *
 * @param text how it is written down
 * @param value what it is for an observation; not a number when a signal it needs is missing
 */
public record Term(String text, ToDoubleFunction<Observation> value) {

    private static final double DAY = Duration.ofDays(1).toSeconds();

    /** A signal as it is. */
    public static Term of(String signal) {
        return new Term(signal, observation -> observation.signal(signal));
    }

    /** The natural logarithm of a signal: gas sensors of metal oxide answer to powers of a concentration. */
    public static Term ln(String signal) {
        return new Term("ln(" + signal + ")", observation -> {
            double value = observation.signal(signal);
            return value > 0 ? Math.log(value) : Double.NaN;
        });
    }

    /** One divided by a signal. */
    public static Term inverse(String signal) {
        return new Term("1/" + signal, observation -> 1 / observation.signal(signal));
    }

    /** Days since an instant: how a sensor ages. */
    public static Term days(LocalDateTime since) {
        return new Term(
                "days since " + since,
                observation -> Duration.between(since, observation.at()).toSeconds() / DAY);
    }

    /** The hour of the day as two waves, one and two to the day: what sun and traffic do to a sensor. */
    public static List<Term> hours() {
        return List.of(
                wave("sin", 1, Math::sin),
                wave("cos", 1, Math::cos),
                wave("sin", 2, Math::sin),
                wave("cos", 2, Math::cos));
    }

    private static Term wave(String name, int times, ToDoubleFunction<Double> wave) {
        return new Term(name + "(" + times + " hour)", observation -> {
            double share = observation.at().toLocalTime().toSecondOfDay() / DAY;
            return wave.applyAsDouble(2 * Math.PI * times * share);
        });
    }
}
