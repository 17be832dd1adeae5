// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.federated;

import java.util.Arrays;

/** Numbers as multiples of 2⁻²⁴, which add up exactly modulo 2⁶⁴. */
final class FixedPoint {

    private static final double ONE = 1 << 24;
    private static final double MOST = 1L << 38;

    private FixedPoint() {}

    static long[] of(double... numbers) {
        return Arrays.stream(numbers)
                .mapToLong(number -> {
                    if (!(Math.abs(number) < MOST)) {
                        throw new IllegalArgumentException(number + " is too great to be added up in secret.");
                    }
                    return Math.round(number * ONE);
                })
                .toArray();
    }

    static double[] numbers(long... fixed) {
        return Arrays.stream(fixed).mapToDouble(one -> one / ONE).toArray();
    }
}
