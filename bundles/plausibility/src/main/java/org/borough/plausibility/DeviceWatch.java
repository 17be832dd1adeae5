// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.twin.Place;

/** Looks at all that one device says before a service uses it. For one thread. */
public final class DeviceWatch {

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Map<String, Said> latest = new HashMap<>();
    private final Oddities<Doubt> oddities = new Oddities<>();
    private final ClockWatch<Said> clock = new ClockWatch<>();
    private final Standing standing = new Standing();
    private final Rhythm rhythm = new Rhythm();

    /** What becomes of a reading. */
    public enum Taken {
        /** It is the latest word. */
        COUNTS,
        /** It is in time, but something later was said before: it counts for its own time only. */
        OLDER,
        /** The same value for the same instant. */
        SAID_BEFORE,
        /** Its time cannot be believed; its value is new. */
        CLOCK,
        /** It came too late. */
        LATE,
        /** It cannot be. */
        IMPOSSIBLE;

        /** Whether it tells how the device is now, in time or by a clock that is off. */
        public boolean isNews() {
            return this == COUNTS || this == CLOCK;
        }
    }

    /**
     * Hears a reading.
     *
     * @param range what the quantity can be
     * @param late how late a reading may come
     */
    public Taken hear(Said said, Range range, Duration late) {
        rhythm.heard(said.arrived());
        if (!range.holds(said.value())) {
            note(Doubt.IMPOSSIBLE, said.quantity(), said.arrived(), range.refusal(said.value()));
            return Taken.IMPOSSIBLE;
        }
        clock.look(said);
        if (clock.wrong() || said.ahead().compareTo(AHEAD) > 0) {
            return Taken.CLOCK;
        }
        if (said.ahead().negated().compareTo(late) > 0) {
            note(
                    Doubt.LATE,
                    said.quantity(),
                    said.arrived(),
                    "a reading of " + said.at() + " came "
                            + said.ahead().negated().toMinutes() + " minutes late; " + late.toMinutes()
                            + " are allowed.");
            return Taken.LATE;
        }
        return inTime(said);
    }

    private Taken inTime(Said said) {
        Said before = latest.get(said.quantity());
        if (before != null && said.at().isBefore(before.at())) {
            return Taken.OLDER;
        }
        boolean again = before != null && said.at().equals(before.at());
        if (again && said.value() == before.value()) {
            return Taken.SAID_BEFORE;
        }
        if (again) {
            String words = "two values for " + said.at() + "; " + said.value() + " counts.";
            note(Doubt.DUPLICATE, said.quantity(), said.arrived(), words);
        }
        latest.put(said.quantity(), said);
        return Taken.COUNTS;
    }

    /** Hears where the device stands; returns whether it moved. */
    public boolean stands(Optional<Place> place, double movedMetres, Instant at) {
        Optional<String> moved = standing.stands(place, movedMetres);
        moved.ifPresent(words -> note(Doubt.MOVED, "", at, words));
        return moved.isPresent();
    }

    /** Notes something that the service found itself. */
    public void note(Doubt doubt, String quantity, Instant at, String words) {
        oddities.note(doubt, quantity, at, words);
    }

    /** How often it speaks, and when it was heard. */
    public Rhythm rhythm() {
        return rhythm;
    }

    /** Drops what is too old to be told. */
    public void forget(Instant now) {
        oddities.forget(now);
    }

    /** What can be said against the device, its silence apart. */
    public List<Finding> findings(String thing) {
        List<Finding> found = new ArrayList<>();
        oddities.list()
                .forEach(one -> found.add(new Finding(one.kind(), thing, one.quantity(), one.first(), one.evidence())));
        if (clock.wrong()) {
            found.add(new Finding(Doubt.CLOCK, thing, "", clock.since(), clock.evidence()));
        }
        return found;
    }

    /** Its silence, when it lasts longer than a limit. */
    public Optional<Finding> silence(String thing, Duration limit, Instant now) {
        Instant heard = rhythm.last();
        if (!heard.equals(Instant.MIN) && !heard.plus(limit).isBefore(now)) {
            return Optional.empty();
        }
        String words = heard.equals(Instant.MIN)
                ? "Nothing was heard since the service started."
                : "Last heard at " + heard + ".";
        return Optional.of(new Finding(Doubt.SILENT, thing, "", heard, words));
    }
}
