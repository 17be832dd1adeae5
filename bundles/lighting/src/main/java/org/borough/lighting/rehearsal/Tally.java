// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rehearsal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.borough.lighting.rules.Decision;

/**
 * Adds up what a lamp did.
 *
 * <p>A driver takes more than in proportion when it is dimmed: of the rated power a share is lost as soon as it is on,
 * and only the rest follows the level.
 */
public final class Tally implements Tape {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final double loss;
    private final Map<Decision.Rule, Long> millis = new EnumMap<>(Decision.Rule.class);
    private double fullHours;

    /**
     * Begins at nought.
     *
     * @param loss share of the rated power that does not follow the level, 0 to 1
     */
    public Tally(double loss) {
        this.loss = loss;
    }

    @Override
    public void span(long from, long until, Decision decision) {
        millis.merge(decision.rule(), until - from, Long::sum);
        fullHours += power(decision.level()) * (until - from) / MILLIS_PER_HOUR;
    }

    /** The share of its rated power that a lamp takes at a level. */
    private double power(double level) {
        return level <= 0 ? 0 : loss + (1 - loss) * level / 100;
    }

    /** The energy as hours at rated power: times watts it is Wh. */
    public double fullHours() {
        return fullHours;
    }

    /** How long each rule decided. */
    public Map<Decision.Rule, Duration> times() {
        Map<Decision.Rule, Duration> times = new EnumMap<>(Decision.Rule.class);
        millis.forEach((rule, time) -> times.put(rule, Duration.ofMillis(time)));
        return times;
    }
}
