// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is odd about a device now and then: counted by kind and quantity, forgotten a day after the last time. For one
 * thread.
 *
 * @param <K> the kinds
 */
public final class Oddities<K extends Enum<K>> {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    // Most devices never say anything odd: no map is kept for those.
    private Map<String, Oddity<K>> all = Map.of();

    /**
     * Something odd.
     *
     * @param words what it was the last time
     */
    public record Oddity<K>(K kind, String quantity, Instant first, Instant last, long count, String words) {

        /** How often it was, and what it was the last time. */
        public String evidence() {
            String often = count == 1 ? "Once: " : count + " times since " + first + ", the last: ";
            return often + words;
        }
    }

    /** Notes that it was so at a time. */
    public void note(K kind, String quantity, Instant at, String words) {
        if (all.isEmpty()) {
            all = new HashMap<>();
        }
        all.merge(
                kind + quantity,
                new Oddity<>(kind, quantity, at, at, 1, words),
                (before, now) -> new Oddity<>(kind, quantity, before.first(), at, before.count() + 1, words));
    }

    /** Drops what was not seen for a day. */
    public void forget(Instant now) {
        if (!all.isEmpty()) {
            all.values().removeIf(one -> one.last().plus(REMEMBERED).isBefore(now));
        }
    }

    /** All that was seen within a day. */
    public List<Oddity<K>> list() {
        return all.isEmpty() ? List.of() : new ArrayList<>(all.values());
    }
}
