// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.photocell;

import java.time.Instant;
import org.borough.thing.ThingId;

/**
 * What a cell told last.
 *
 * @param heard when; {@link Instant#MIN} when never
 */
public record Cell(ThingId id, double lux, Instant heard) {

    /** What a cell that only knows dark and bright counts as. */
    public static double lux(boolean dark) {
        return dark ? 0 : 10_000;
    }

    /** A cell that never spoke. */
    public static Cell unheard(ThingId id) {
        return new Cell(id, Double.NaN, Instant.MIN);
    }
}
