// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.borough.waste.forecast.Forecast;
import org.borough.waste.rules.WasteRules;
import org.borough.waste.rules.WasteRules.Due;

/** Decides whether a container is collected today, and says why. Pure. */
final class Choice {

    private Choice() {}

    /**
     * What is known about a container.
     *
     * @param level now, percent
     * @param measured whether a sensor that is believed says so
     * @param tomorrow what it will hold, percent
     * @param emptied when it was emptied last; {@link Instant#MIN} when nobody knows
     */
    record Known(double level, boolean measured, Forecast tomorrow, Instant emptied) {}

    /** Why it is collected, and whether it must be. */
    record Reason(boolean must, String words) {}

    static Optional<Reason> decide(Known known, WasteRules rules, Instant now) {
        Due due = rules.due();
        String level = percent(known.level()) + (known.measured() ? "" : " (estimated)");
        if (known.level() >= due.collectPercent()) {
            return must(level + "; from " + percent(due.collectPercent()) + " on it is collected.");
        }
        if (known.tomorrow().high() >= due.overflowPercent() && known.tomorrow().level() > known.level()) {
            return must(level + ", tomorrow up to " + percent(known.tomorrow().high()) + "; it must not reach "
                    + percent(due.overflowPercent()) + ".");
        }
        long days = Duration.between(known.emptied().equals(Instant.MIN) ? now : known.emptied(), now)
                .toDays();
        if (days >= due.longestDays()) {
            return must(level + ", emptied " + days + " days ago; at most " + due.longestDays() + " are allowed.");
        }
        if (known.level() >= due.alongPercent()) {
            return Optional.of(new Reason(
                    false, level + " and on the way; from " + percent(due.alongPercent()) + " on that is worth it."));
        }
        return Optional.empty();
    }

    private static Optional<Reason> must(String words) {
        return Optional.of(new Reason(true, words));
    }

    static String percent(double value) {
        return String.format(Locale.ROOT, "%.0f %%", value);
    }
}
