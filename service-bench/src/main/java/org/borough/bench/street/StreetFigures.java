// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.street;

import java.time.Duration;
import java.util.Map;
import org.borough.lighting.rules.Decision;

/**
 * What happened in a street.
 *
 * @param lamps that were looked at
 * @param darkHours of all lamps together
 * @param fullHours that many hours at full level would have taken the same energy
 * @param people who walked there in the dark
 * @param below of them, who at some moment walked under a lamp below the full level
 * @param times how long each rule decided, of all lamps together
 */
public record StreetFigures(
        int lamps,
        double darkHours,
        double fullHours,
        double people,
        double below,
        Map<Decision.Rule, Duration> times) {}
