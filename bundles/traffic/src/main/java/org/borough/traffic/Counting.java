// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borough.plausibility.DeviceWatch;
import org.borough.plausibility.Doubt;
import org.borough.plausibility.Finding;
import org.borough.plausibility.Said;
import org.borough.thing.ThingId;
import org.borough.traffic.rules.TrafficRules.Hearing;
import org.borough.twin.Twin;

/** One counter: what of its readings is believed. For one thread. */
final class Counting {

    /** So many equal speeds in a row come from no road. */
    private static final int STUCK = 36;

    private static final int UNIT_READINGS = 200;
    /** What metres per second are of kilometres per hour. */
    private static final double METRES_PER_SECOND = 1 / 3.6;

    private static final double TOLERANCE = 0.12;

    private final ThingId id;
    private final DeviceWatch watch = new DeviceWatch();
    private boolean moved;
    private double speed = Double.NaN;
    private int same;
    private int near;

    Counting(ThingId id) {
        this.id = id;
    }

    /** Hears where it stands; a counter that moved says nothing of its segment until that names it anew. */
    void stands(Twin twin, Hearing hearing, Instant now) {
        moved |= watch.stands(twin.place(), hearing.movedMetres(), now);
    }

    /** It was named anew. */
    void settled() {
        moved = false;
    }

    /** When what it said counts for; {@link Instant#MIN} when it does not count. */
    Instant hear(Heard heard, Hearing hearing, double freeSpeed) {
        boolean nothing = heard.quantity().equals(Quantity.SPEED) && heard.value() < 0;
        if (nothing) {
            // DATEX II and loops say -1 when nobody passed: no speed, and nothing wrong.
            watch.rhythm().heard(heard.arrived());
            return Instant.MIN;
        }
        DeviceWatch.Taken taken = watch.hear(
                new Said(heard.quantity(), heard.value(), heard.at(), heard.arrived()),
                Quantity.range(heard.quantity(), hearing.fastest()),
                hearing.late());
        if (heard.quantity().equals(Quantity.SPEED) && taken.isNews()) {
            learnSpeed(heard, freeSpeed);
        }
        if (moved || isStuck() && heard.quantity().equals(Quantity.SPEED) || isOtherUnit()) {
            return Instant.MIN;
        }
        return switch (taken) {
            case COUNTS, OLDER -> heard.at();
            case CLOCK -> heard.arrived();
            default -> Instant.MIN;
        };
    }

    private void learnSpeed(Heard heard, double freeSpeed) {
        same = heard.value() == speed && heard.value() > 0 ? same + 1 : 0;
        speed = heard.value();
        if (same == STUCK) {
            watch.note(
                    Doubt.STUCK, Quantity.SPEED, heard.arrived(), (STUCK + 1) + " times " + speed + " km/h in a row.");
        }
        double share = heard.value() / (freeSpeed * METRES_PER_SECOND);
        // A jam makes nobody faster: only what is faster than that many metres per second speaks for the right unit.
        near = share > 1 + TOLERANCE ? 0 : share > 1 - TOLERANCE ? near + 1 : near;
        if (near == UNIT_READINGS) {
            watch.note(
                    Doubt.UNIT,
                    Quantity.SPEED,
                    heard.arrived(),
                    UNIT_READINGS + " speeds near " + Math.round(freeSpeed * METRES_PER_SECOND)
                            + " and none above, where " + Math.round(freeSpeed)
                            + " km/h is free: as if it spoke in metres per second.");
        }
    }

    boolean isStuck() {
        return same >= STUCK;
    }

    boolean isOtherUnit() {
        return near >= UNIT_READINGS;
    }

    /** Whether something is wrong now. */
    boolean isDoubtful() {
        return moved || isStuck() || isOtherUnit() || findings().stream().anyMatch(one -> one.kind() == Doubt.CLOCK);
    }

    void forget(Instant now) {
        watch.forget(now);
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        for (Finding one : watch.findings(id.toString())) {
            found.add(
                    one.kind() == Doubt.MOVED
                            ? new Finding(
                                    Doubt.MOVED,
                                    one.thing(),
                                    one.quantity(),
                                    one.since(),
                                    one.evidence(),
                                    "It says nothing of its segment until the segment's counters are written anew.")
                            : one);
        }
        return found;
    }
}
