// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that speaks for faults of one luminaire. For one thread. */
final class Signs {

    // Most lamps are well: no map is kept for those.
    private Map<Sign, Suspicion> all = Map.of();

    /** A sign that is sure. */
    record Raised(Sign sign, Instant since, String evidence) {}

    void odd(Sign sign, Instant at, String words, FaultRules.Evidence needed) {
        open(sign).odd(at, words, needed);
    }

    void well(Sign sign, Instant at, FaultRules.Evidence needed) {
        Suspicion known = all.get(sign);
        if (known != null) {
            known.well(at, needed);
        }
    }

    void raise(Sign sign, Instant since, String words) {
        open(sign).raise(since, words);
    }

    void clear(Sign sign) {
        Suspicion known = all.get(sign);
        if (known != null) {
            known.clear();
        }
    }

    boolean isRaised(Sign sign) {
        return all.containsKey(sign) && all.get(sign).isRaised();
    }

    /** Since when something speaks for darkness, sure or not yet. */
    Optional<Instant> darkSince() {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().isDark() && entry.getValue().isOpen())
                .map(entry -> entry.getValue().since())
                .min(Instant::compareTo);
    }

    /** What is sure. Of signs of one trouble only the one that names its cause. */
    List<Raised> raised() {
        if (all.isEmpty()) {
            return List.of();
        }
        Set<Sign> sure = EnumSet.noneOf(Sign.class);
        all.forEach((sign, suspicion) -> {
            if (suspicion.isRaised()) {
                sure.add(sign);
            }
        });
        List<Raised> raised = new ArrayList<>();
        sure.stream().filter(sign -> !explained(sign, sure)).forEach(sign -> {
            Suspicion suspicion = all.get(sign);
            raised.add(new Raised(sign, suspicion.since(), suspicion.evidence()));
        });
        return raised;
    }

    private static boolean explained(Sign sign, Set<Sign> sure) {
        boolean driver = sure.contains(Sign.DRIVER_FLAG) || sure.contains(Sign.DEAD_DRIVER);
        return switch (sign) {
            case LAMP_FLAG, DARK ->
                driver || sure.contains(Sign.CYCLES) || sign == Sign.DARK && sure.contains(Sign.LAMP_FLAG);
            case DEAD_DRIVER -> sure.contains(Sign.DRIVER_FLAG);
            case SAYS_IT_BURNS -> sure.contains(Sign.BURNS);
            case SAYS_ANOTHER_LEVEL -> sure.contains(Sign.POWER_DOES_NOT_FOLLOW);
            case WEAK, OFF_RATED -> sure.contains(Sign.POWER_DOES_NOT_FOLLOW);
            default -> false;
        };
    }

    private Suspicion open(Sign sign) {
        if (all.isEmpty()) {
            all = new EnumMap<>(Sign.class);
        }
        return all.computeIfAbsent(sign, any -> new Suspicion());
    }
}
