// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which program applies in which night. */
public record Calendar(List<Entry> entries, Holidays holidays) {

    /** Keeps its own copy. */
    public Calendar {
        entries = List.copyOf(entries);
    }

    /** What applies, and why. */
    public record Choice(Program program, Entry.Why why) {}

    /**
     * The program of the night that begins on the evening of a day: a single date goes before a holiday, a holiday before
     * a season, a season before a day of the week; of equals the first line counts.
     */
    public Optional<Choice> of(LocalDate evening) {
        Optional<Choice> best = Optional.empty();
        for (Entry entry : entries) {
            Optional<Entry.Why> why = entry.applies(evening, holidays);
            boolean better = why.isPresent()
                    && (best.isEmpty() || why.get().compareTo(best.get().why()) < 0);
            if (better) {
                best = Optional.of(new Choice(entry.program(), why.get()));
            }
        }
        return best;
    }
}
