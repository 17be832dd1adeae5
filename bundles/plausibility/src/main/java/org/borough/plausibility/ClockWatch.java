// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether a device's clock is off: readings that come at different times, all by the same amount in the past
 * or future. Readings that were kept back and come all at once are only late. For one thread.
 *
 * @param <T> the readings
 */
public final class ClockWatch<T extends Timed> {

    private static final Duration TRUSTED = Duration.ofMinutes(30);
    private static final Duration ALIKE = Duration.ofMinutes(5);
    private static final Duration APART = Duration.ofSeconds(30);
    private static final int WITNESSES = 3;

    private final List<T> strange = new ArrayList<>();
    private boolean wrong;

    /** Looks at a reading. What it returns is not to be counted, even if it already was. */
    public List<T> look(T heard) {
        if (heard.ahead().abs().compareTo(TRUSTED) < 0) {
            strange.clear();
            wrong = false;
            return List.of();
        }
        if (wrong) {
            return List.of(heard);
        }
        boolean alike =
                strange.isEmpty() || heard.ahead().minus(last().ahead()).abs().compareTo(ALIKE) <= 0;
        if (!alike) {
            strange.clear();
        }
        if (strange.isEmpty() || !last().arrived().plus(APART).isAfter(heard.arrived())) {
            strange.add(heard);
        }
        wrong = strange.size() >= WITNESSES;
        return wrong ? List.copyOf(strange) : List.of();
    }

    private T last() {
        return strange.get(strange.size() - 1);
    }

    /** Whether it is off. */
    public boolean wrong() {
        return wrong;
    }

    /** When the first reading came that said so; ask only while it is off. */
    public Instant since() {
        return strange.get(0).arrived();
    }

    /** What was seen; ask only while it is off. */
    public String evidence() {
        Duration ahead = last().ahead();
        return "The last " + WITNESSES + " readings say " + ahead.abs().toMinutes() + " minutes "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the time at which they came.";
    }
}
