// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.time.LocalDate;

/**
 * How full a container was found on a day.
 *
 * @param level from 0, empty, to 10, full
 */
public record Fill(LocalDate day, double level) {

    /** The level of a full container. */
    public static final double FULL = 10;

    /** From this level on a container counts as due: the collectors' usual threshold of 80 %. */
    public static final double DUE = 8;

    /** Refuses what no container can hold. */
    public Fill {
        if (!(level >= 0 && level <= FULL)) {
            throw new IllegalArgumentException("A level is 0 to 10, not " + level + ".");
        }
    }

    /** Which of the six bands 0, 2, 4, 6, 8 and 10 it is nearest to. */
    int band() {
        return (int) Math.round(level / 2);
    }
}
