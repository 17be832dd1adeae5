// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Finds out whether lamps of one cabinet went dark or silent together. Pure. */
record Supply(FaultRules.Supply rules) {

    private static final int HALF = 2;

    /**
     * A lamp that is, or may be, dark or silent.
     *
     * @param since when it was last well
     * @param sure whether the evidence is enough
     * @param usual the pauses in which it speaks
     */
    record Dark(LampWatch lamp, Instant since, boolean sure, Duration usual) {}

    /**
     * The lamps that went together; none when too few did.
     *
     * @param dark all lamps of the cabinet that may be dark
     * @param alive those that are heard and lit
     * @param standing whether the fault stood before: it ends lower than it began
     */
    List<Dark> together(List<Dark> dark, List<LampWatch> alive, boolean standing) {
        List<Dark> sorted =
                dark.stream().sorted(Comparator.comparing(Dark::since)).toList();
        List<Dark> most = List.of();
        int from = 0;
        for (int to = 0; to < sorted.size(); to++) {
            while (sorted.get(from)
                    .since()
                    .plus(window(sorted.get(to)))
                    .isBefore(sorted.get(to).since())) {
                from++;
            }
            if (to + 1 - from > most.size()) {
                most = sorted.subList(from, to + 1);
            }
        }
        return isEnough(most, alive, standing) ? List.copyOf(most) : List.of();
    }

    private Duration window(Dark dark) {
        return dark.usual().compareTo(rules.time()) > 0 ? dark.usual() : rules.time();
    }

    private boolean isEnough(List<Dark> together, List<LampWatch> alive, boolean standing) {
        if (together.stream().noneMatch(Dark::sure)) {
            return false;
        }
        Instant latest = together.get(together.size() - 1).since();
        // Who was not due yet since then tells nothing.
        long heard = alive.stream()
                .filter(lamp -> lamp.watch().rhythm().last().isAfter(latest))
                .count();
        int lamps = standing ? Math.max(HALF, rules.lamps() / HALF) : rules.lamps();
        double share = standing ? rules.share() / HALF : rules.share();
        return together.size() >= lamps && together.size() >= share * (together.size() + heard);
    }
}
