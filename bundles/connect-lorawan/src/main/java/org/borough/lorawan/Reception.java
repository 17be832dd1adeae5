// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one radio gateway heard a frame.
 *
 * @param gateway the radio gateway's id, empty when it is not told
 * @param rssi signal strength in dBm
 * @param snr signal to noise in dB; NaN when it is not told
 */
record Reception(String gateway, double rssi, double snr) {

    private static final Comparator<Reception> CLEARNESS = Comparator.comparingDouble(
                    (Reception each) -> Double.isNaN(each.snr) ? Double.NEGATIVE_INFINITY : each.snr)
            .thenComparingDouble(Reception::rssi);

    /** The one with the least noise; the stronger one of equals. */
    static Optional<Reception> best(List<Reception> all) {
        return all.stream().max(CLEARNESS);
    }
}
