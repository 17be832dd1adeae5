// SPDX-License-Identifier: EPL-2.0
package org.borough.air.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.borough.learning.LeastAbsoluteFit;
import org.borough.learning.LinearModel;
import org.borough.learning.RidgeFit;

/**
 * Forecasts one pollutant of a station for the next hour: what it is now, and a linear model of how it will change,
 * fitted for the least absolute error, so that single dust storms do not rule it.
 *
 * <p>Immutable; callable from any thread.
 */
public final class NextHour {

    private static final double PENALTY = 30;
    private static final double NEAR = 2;

    private final String pollutant;
    private final List<String> others;
    private final LinearModel change;
    private final double[] means;

    private NextHour(String pollutant, List<String> others, LinearModel change, double[] means) {
        this.means = means;
        this.pollutant = pollutant;
        this.others = List.copyOf(others);
        this.change = change;
    }

    /**
     * Learns from a station's past.
     *
     * @param hours consecutive hours, oldest first
     * @param pollutant what is to be forecast
     * @param others other pollutants that help
     * @throws IllegalArgumentException when no two hours follow each other with all that is needed
     */
    public static NextHour learned(List<StationHour> hours, String pollutant, List<String> others) {
        Inputs inputs = new Inputs(hours, pollutant, others);
        List<double[]> rows = new ArrayList<>();
        List<Double> changes = new ArrayList<>();
        for (int hour = 0; hour + 1 < hours.size(); hour++) {
            double growth = measured(hours.get(hour + 1), pollutant) - measured(hours.get(hour), pollutant);
            double[] row = inputs.at(hour);
            if (Double.isFinite(growth) && Double.isFinite(row[0])) {
                rows.add(row);
                changes.add(growth);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no two hours follow each other in which " + pollutant + " is known.");
        }
        double[] means = means(rows);
        rows.forEach(row -> fill(row, means));
        LinearModel change = new LeastAbsoluteFit(new RidgeFit(PENALTY), NEAR)
                .fit(
                        rows.toArray(double[][]::new),
                        changes.stream().mapToDouble(Double::doubleValue).toArray());
        return new NextHour(pollutant, others, change, means);
    }

    /**
     * The forecast made in each hour for the hour after it.
     *
     * @param hours consecutive hours, oldest first; each forecast looks at its hour and those before it only
     * @return one for each hour, µg/m³, 0 or more; empty where the past does not reach back far enough
     */
    public List<OptionalDouble> after(List<StationHour> hours) {
        Inputs inputs = new Inputs(hours, pollutant, others);
        return IntStream.range(0, hours.size())
                .mapToObj(hour -> after(hours.get(hour), inputs.at(hour)))
                .toList();
    }

    private OptionalDouble after(StationHour now, double[] inputs) {
        if (!Double.isFinite(inputs[Inputs.LAGS - 1])) {
            return OptionalDouble.empty();
        }
        fill(inputs, means);
        double forecast = measured(now, pollutant) + change.at(inputs);
        return Double.isFinite(forecast) ? OptionalDouble.of(Math.max(0, forecast)) : OptionalDouble.empty();
    }

    /** What an input is on average; 0 for one that is never known. */
    private static double[] means(List<double[]> rows) {
        return IntStream.range(0, rows.get(0).length)
                .mapToDouble(column -> rows.stream()
                        .mapToDouble(row -> row[column])
                        .filter(Double::isFinite)
                        .average()
                        .orElse(0))
                .toArray();
    }

    /** An input that is missing says nothing: it stands at its mean. */
    private static void fill(double[] inputs, double[] means) {
        for (int i = 1; i < inputs.length; i++) {
            inputs[i] = Double.isFinite(inputs[i]) ? inputs[i] : means[i];
        }
    }

    private static double measured(StationHour hour, String pollutant) {
        return hour.pollutants().getOrDefault(pollutant, Double.NaN);
    }
}
