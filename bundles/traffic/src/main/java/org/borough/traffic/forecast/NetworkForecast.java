// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Forecasts many sensors at once: each by its own past, all together by the last steps of all, and by what followed when the
 * network was in a like state. How much each counts, at every step ahead, was found on the last part of the past.
 *
 * <p>For one thread.
 */
public final class NetworkForecast {

    private static final double SHARE = 0.9;

    private final Shape shape;
    private final Unit unit;
    private final Member member;
    private final Proof proof;

    private NetworkForecast(Shape shape, Unit unit, Member member, Proof proof) {
        this.shape = shape;
        this.unit = unit;
        this.member = member;
        this.proof = proof;
    }

    /**
     * Learns.
     *
     * @param rows one for each step, oldest first, one finite number for each sensor
     * @throws IllegalArgumentException when there are too few
     */
    public static NetworkForecast learned(double[][] rows, Shape shape) {
        Unit unit = Unit.of(rows);
        Windows all = new Windows(unit.scaled(rows), shape);
        Training training = new Training(all);
        Blend judged = training.judged();
        Proof proof = Proof.of(training.late(), training.lateSaid(), all, unit, SHARE);
        return new NetworkForecast(shape, unit, training.learned(judged), proof);
    }

    /** How it proved itself in the last part of the past, which it had not seen. */
    public Proof proof() {
        return proof;
    }

    /**
     * What comes next.
     *
     * @param past the last steps, oldest first, as many as the shape says
     * @return for each sensor one number for each step ahead
     */
    public double[][] after(double[][] past) {
        double[] said = unit.back(member.after(unit.scaled(past)));
        return IntStream.range(0, said.length / shape.ahead())
                .mapToObj(sensor -> Arrays.copyOfRange(said, sensor * shape.ahead(), (sensor + 1) * shape.ahead()))
                .toArray(double[][]::new);
    }
}
