// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.borough.lighting.rehearsal.Tape;
import org.borough.lighting.rules.Decision;

/** Adds up what lamps did in a dry run. */
final class Figures {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Map<String, Double> hoursByRule = new TreeMap<>();
    private double energy;
    private double night;
    private double dimmed;
    private double least = Double.NaN;
    private long decisions;
    private long brightened;
    private boolean uncounted;

    /** Takes down some lamps that do the same. */
    Tape of(int lamps, double watts, boolean counted, double full) {
        uncounted |= !counted;
        double[] before = {Double.NaN};
        return (from, until, decision) -> {
            double hours = (until - from) / MILLIS_PER_HOUR;
            hoursByRule.merge(name(decision.rule()), lamps * hours, Double::sum);
            energy += watts * decision.level() / 100 * hours / 1000;
            if (decision.rule() != Decision.Rule.DAYLIGHT) {
                night += lamps * hours;
                dimmed += decision.level() < full ? lamps * hours : 0;
                least = Double.isNaN(least) ? decision.level() : Math.min(least, decision.level());
            }
            if (decision.level() != before[0]) {
                decisions += lamps;
                brightened += isForSomebody(decision.rule()) && decision.level() > before[0] ? lamps : 0;
            }
            before[0] = decision.level();
        };
    }

    private static boolean isForSomebody(Decision.Rule rule) {
        return switch (rule) {
            case PRESENCE, HOLD, LOOK_AHEAD -> true;
            default -> false;
        };
    }

    private static String name(Decision.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    /** The least level at night; 100 when there was no night. */
    double least() {
        return Double.isNaN(least) ? 100 : least;
    }

    /** Whether there are lamps of unknown power. */
    boolean isUncounted() {
        return uncounted;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("energyKwh", rounded(energy))
                .put("leastLevelAtNightPercent", least())
                .put("nightBelowFullPercent", night == 0 ? 0 : rounded(100 * dimmed / night))
                .put("levelChanges", decisions)
                .put("brightenedForSomebody", brightened);
        ObjectNode seconds = json.putObject("lampSecondsByRule");
        hoursByRule.forEach((rule, hours) -> seconds.put(rule, Math.round(hours * 3600)));
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
