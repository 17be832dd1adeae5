// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.util.List;
import java.util.stream.Stream;
import org.borough.learning.RidgeFit;

/**
 * How one sensor of a network of alike sensors is calibrated in the days it stands beside a reference station: from its
 * own signal, the median of the other sensors at the same time, and the hour of the day. The weights stay near the
 * plain mean of itself and the others unless the samples say otherwise, so that few days suffice, and a sensor that
 * drifts is held by the others.
 *
 * @param own the signal of this sensor, in the unit of the reference
 * @param others the signal with the median of the others
 */
public record NetworkSensor(String own, String others) {

    private static final double PENALTY = 30;

    /** The equation to fit. */
    public Recipe recipe() {
        List<Term> terms = Stream.concat(Stream.of(Term.of(own), Term.of(others)), Term.hours().stream())
                .toList();
        return new Recipe(own, terms, false, new RidgeFit(PENALTY).presuming(0.5, 0.5, 0, 0, 0, 0));
    }
}
