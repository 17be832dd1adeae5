// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.sun;

import org.shredzone.commons.suncalc.SunTimes;

/** How far the sun must be below the horizon for the night of a group to begin; from brightest to darkest. */
public enum Twilight {
    OFFICIAL(SunTimes.Twilight.VISUAL),
    CIVIL(SunTimes.Twilight.CIVIL),
    NAUTICAL(SunTimes.Twilight.NAUTICAL),
    ASTRONOMICAL(SunTimes.Twilight.ASTRONOMICAL);

    private final SunTimes.Twilight angle;

    Twilight(SunTimes.Twilight angle) {
        this.angle = angle;
    }

    SunTimes.Twilight angle() {
        return angle;
    }

    /** The next brighter one; the brightest has none brighter than itself. */
    public Twilight brighter() {
        return values()[Math.max(0, ordinal() - 1)];
    }
}
