// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.borough.learning.RidgeFit;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);

    @Test
    void equationFindsTheLawOfASensorAndWritesItDown() {
        Recipe recipe = new Recipe("law", List.of(Term.of("raw"), Term.inverse("heat")), false, new RidgeFit(0));

        Equation equation = recipe.equation(samples(hour -> 3 + 2.5 * raw(hour) - 4 / heat(hour)));

        assertThat(equation.concentration(observation(7)).orElseThrow())
                .isCloseTo(3 + 2.5 * raw(7) - 4 / heat(7), within(1e-6));
        assertThat(equation.text()).isEqualTo("3.00000 + 2.50000 * raw - 4.00000 * 1/heat");
    }

    @Test
    void rootOfTheConcentrationIsExplainedWhereTheRecipeSaysSo() {
        Recipe recipe = new Recipe("root", List.of(Term.of("raw")), true, new RidgeFit(0));

        Equation equation = recipe.equation(samples(hour -> raw(hour) * raw(hour)));

        assertThat(equation.concentration(observation(5)).orElseThrow()).isCloseTo(raw(5) * raw(5), within(1e-6));
        assertThat(equation.text()).startsWith("(").endsWith(")^2");
    }

    @Test
    void missingSignalGivesNoConcentrationInsteadOfAWrongOne() {
        Recipe recipe = new Recipe("law", List.of(Term.of("raw"), Term.ln("heat")), false, new RidgeFit(0.1));
        Equation equation = recipe.equation(samples(CalibrationTest::raw));

        assertThat(equation.concentration(new Observation(START, Map.of("raw", 4.0))))
                .isEmpty();
        assertThat(equation.concentration(new Observation(START, Map.of("raw", 4.0, "heat", -200.0))))
                .isEmpty();
    }

    @Test
    void concentrationsAreNeverBelowZero() {
        Recipe recipe = new Recipe("law", List.of(Term.of("raw")), false, new RidgeFit(0));
        Equation equation = recipe.equation(samples(CalibrationTest::raw));

        assertThat(equation.concentration(new Observation(START, Map.of("raw", -50.0))))
                .hasValue(0);
    }

    @Test
    void fitWithoutAnyWholeSampleNamesWhatIsNeeded() {
        Recipe recipe = new Recipe("law", List.of(Term.of("ozone")), false, new RidgeFit(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.equation(samples(CalibrationTest::raw)))
                .withMessageContaining("law")
                .withMessageContaining("ozone");
    }

    @Test
    void committeeAnswersByItsMedianSoThatOneWildEquationDoesNotCount() {
        Equation low = constant("low", 10);
        Equation middle = constant("middle", 12);
        Equation wild = constant("wild", 900);

        Committee committee = new Committee(List.of(low, wild, middle));

        assertThat(committee.concentration(observation(0))).hasValue(12);
        assertThat(committee.text()).contains("median of", "900.000");
    }

    @Test
    void sensorThatDriftsIsHeldByTheOthersOfItsNetwork() {
        NetworkSensor sensor = new NetworkSensor("raw", "heat");
        Equation equation = sensor.recipe().equation(samples(hour -> (raw(hour) + heat(hour)) / 2));
        Observation drifted = new Observation(START.plusHours(5), Map.of("raw", raw(5) + 40, "heat", heat(5)));

        double error = equation.concentration(drifted).orElseThrow() - (raw(5) + heat(5)) / 2;

        assertThat(error).isBetween(10.0, 25.0);
    }

    private static Equation constant(String name, double value) {
        return new Recipe(name, List.of(), false, new RidgeFit(0)).equation(samples(hour -> value));
    }

    private static List<Sample> samples(java.util.function.IntToDoubleFunction reference) {
        return IntStream.range(0, 48)
                .mapToObj(hour -> new Sample(observation(hour), reference.applyAsDouble(hour)))
                .toList();
    }

    private static Observation observation(int hour) {
        return new Observation(START.plusHours(hour), Map.of("raw", raw(hour), "heat", heat(hour)));
    }

    private static double raw(int hour) {
        return 20 + 10 * Math.sin(hour);
    }

    private static double heat(int hour) {
        return 20 + 5 * Math.cos(hour / 3.0);
    }
}
