// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.borough.learning.RidgeFit;

/**
 * How an array of metal-oxide gas sensors is calibrated, such as the five of De Vito et al. (Sensors and Actuators B
 * 2008), by temperature and humidity.
 *
 * <p>Every such sensor answers to several gases, so each gas is read from all of them. Half of the equations also know
 * how long the sensors have aged. Those that leave out the humidity and the sensor that suffers most from it carry over
 * best into a season colder than the one that the sensors were fitted in.
 *
 * @param sensors the signals of the gas sensors
 * @param humid the one of them that answers to humidity most, left out by some equations
 * @param oxidising the one whose resistance grows with oxidising gases; its inverse is an input
 * @param temperature the signal of the temperature, in °C
 * @param absoluteHumidity the signal of the absolute humidity, above 0
 */
public record MetalOxideArray(
        List<String> sensors, String humid, String oxidising, String temperature, String absoluteHumidity) {

    private static final double PENALTY = 10;

    /** The equations of the committee for one gas. */
    public List<Recipe> recipes(LocalDateTime installed) {
        List<String> dry =
                sensors.stream().filter(sensor -> !sensor.equals(humid)).toList();
        Stream<Term> weather = Stream.of(Term.of(temperature), Term.ln(absoluteHumidity));
        List<Term> seasons = weather.toList();
        Term age = Term.days(installed);
        return List.of(
                recipe("signals", terms(sensors.stream().map(Term::of))),
                recipe("dry signals", terms(dry.stream().map(Term::of), Stream.of(Term.inverse(oxidising)))),
                recipe("dry powers", terms(dry.stream().map(Term::ln))),
                recipe("powers, weather, age", terms(sensors.stream().map(Term::ln), seasons.stream(), Stream.of(age))),
                recipe("dry powers, weather, age", terms(dry.stream().map(Term::ln), seasons.stream(), Stream.of(age))),
                recipe(
                        "signals, weather, age",
                        terms(
                                sensors.stream().map(Term::of),
                                Stream.of(
                                        Term.inverse(oxidising),
                                        Term.of(temperature),
                                        Term.of(absoluteHumidity),
                                        age))));
    }

    private static Recipe recipe(String name, List<Term> terms) {
        return new Recipe(name, terms, true, new RidgeFit(PENALTY));
    }

    @SafeVarargs
    private static List<Term> terms(Stream<Term>... parts) {
        List<Term> terms = new ArrayList<>();
        for (Stream<Term> part : parts) {
            part.forEach(terms::add);
        }
        return terms;
    }
}
