// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * One container through its days, as far as they are known: what it held lately, when it was emptied, what usually
 * followed. Grows only forward, holds a bounded past. Not for several threads at once.
 */
public final class Course {

    private static final int PAST = 120;
    private static final int FOLLOWED = 60;
    private static final int WEEKS = 12;
    private static final int CYCLES = 8;
    private static final int RECENT = 7;
    private static final int USUAL_CYCLE_DAYS = 4;
    private static final int LONGEST_CYCLE_DAYS = 20;
    /** A fall by more than this is an emptying; less may be waste that settles. */
    private static final double EMPTIED = 2;

    private static final int FROZEN_DAYS = 4;

    private final Deque<Fill> past = new ArrayDeque<>();
    private final Recent[] followed = new Recent[6];
    private final Map<DayOfWeek, Recent> weekdays = new EnumMap<>(DayOfWeek.class);
    private final Recent cycles = new Recent(CYCLES);
    private final Recent levels = new Recent(PAST);
    private int daysSinceEmptied;
    private int daysAlike;

    /** Nothing is known yet. */
    public Course() {
        for (int band = 0; band < followed.length; band++) {
            followed[band] = new Recent(FOLLOWED);
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            weekdays.put(day, new Recent(WEEKS));
        }
    }

    /** Takes in a later day; what is not later than the last day is ignored. */
    public void add(Fill fill) {
        Optional<Fill> last = last();
        if (last.isPresent() && !fill.day().isAfter(last.get().day())) {
            return;
        }
        last.ifPresent(before -> follow(before, fill));
        weekdays.get(fill.day().getDayOfWeek()).add(fill.level());
        levels.add(fill.level());
        past.addFirst(fill);
        if (past.size() > RECENT) {
            past.removeLast();
        }
    }

    private void follow(Fill before, Fill fill) {
        int days = (int) ChronoUnit.DAYS.between(before.day(), fill.day());
        if (fill.level() < before.level() - EMPTIED) {
            cycles.add(daysSinceEmptied);
            daysSinceEmptied = 0;
        } else {
            daysSinceEmptied += days;
        }
        daysAlike = fill.level() == before.level() ? daysAlike + 1 : 0;
        followed[before.band()].add(fill.level());
    }

    /** The last day that is known. */
    public Optional<Fill> last() {
        return Optional.ofNullable(past.peekFirst());
    }

    /** The mean of the last 120 levels. */
    public double mean() {
        return levels.mean();
    }

    /** It stands at full day after day: nobody comes, or the sensor sees its own dirt. */
    public boolean stuckAtFull() {
        return daysAlike >= FROZEN_DAYS && past.getFirst().level() >= Fill.FULL;
    }

    /** What a forecast for a day goes by. */
    double[] inputs(LocalDate day) {
        double mean = mean();
        Inputs inputs = new Inputs();
        Iterator<Fill> fills = past.iterator();
        Fill oldest = past.getFirst();
        for (int i = 0; i < RECENT; i++) {
            oldest = fills.hasNext() ? fills.next() : oldest;
            inputs.add(oldest.level());
        }
        double cycle = cycles.mean(1, USUAL_CYCLE_DAYS);
        inputs.add(mean);
        inputs.add(followed[past.getFirst().band()].mean(3, mean));
        inputs.add(weekdays.get(day.getDayOfWeek()).mean(2, mean));
        inputs.add(cycle);
        inputs.add(Math.min(daysSinceEmptied, LONGEST_CYCLE_DAYS));
        inputs.add(Math.min(daysAlike, 10));
        inputs.add(daysSinceEmptied - cycle);
        inputs.add(Math.max(0, daysSinceEmptied - cycle));
        inputs.add(levels.shareOf(0, FOLLOWED));
        for (DayOfWeek weekday : DayOfWeek.values()) {
            inputs.add(weekday == day.getDayOfWeek() ? 1 : 0);
        }
        return inputs.values();
    }
}
