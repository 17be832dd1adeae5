// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

/**
 * One line of a table: concentrations from low to high mean an index from indexLow to indexHigh.
 *
 * @param low the least concentration
 * @param high the greatest concentration, included; infinite for an open end
 */
public record Segment(double low, double high, double indexLow, double indexHigh) {

    /** The index of a concentration by the line through both ends; beyond them on the same line. */
    double at(double concentration) {
        return indexLow == indexHigh
                ? indexLow
                : (indexHigh - indexLow) / (high - low) * (concentration - low) + indexLow;
    }
}
