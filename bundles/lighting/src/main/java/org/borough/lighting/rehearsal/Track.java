// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rehearsal;

import java.time.Instant;
import java.util.function.Function;
import org.borough.lighting.rules.Decider;
import org.borough.lighting.rules.Decision;
import org.borough.lighting.rules.ManualLevel;
import org.borough.lighting.rules.Orders;
import org.borough.lighting.rules.Presence;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.lighting.rules.Surroundings;
import org.borough.thing.ThingId;

/**
 * One lamp in rehearsal. It is looked at when its sensors tell something and when time alone may change the decision
 * (the end of a hold, a step of a fade, dusk, dawn), never in between. Times must not go back. For one thread.
 */
public final class Track {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Rules rules;
    private final Function<Instant, Sky> sky;
    private final Function<Instant, Orders> orders;
    private final ThingId sensor;
    private final Tape tape;
    private final long start;
    private final long hold;
    private Surroundings around;
    private Decision decision;
    private long written;
    private long changed = NEVER;
    private long due;
    private Sky above;
    private Orders order;
    private long orderUntil = NEVER;
    private long skyUntil = NEVER;
    private long seenHere = NEVER;
    private long seenAhead = NEVER;
    private boolean pulsed;

    /**
     * Begins with a lamp that is off and of which nobody told anything.
     *
     * @param sensor by which {@link #passed} is told
     */
    public Track(Rules rules, Function<Instant, Sky> sky, ThingId sensor, Tape tape, Instant start) {
        this(rules, sky, now -> Orders.of(rules), sensor, tape, start);
    }

    /** Begins likewise, with levels that change as time goes by. */
    public Track(
            Rules rules,
            Function<Instant, Sky> sky,
            Function<Instant, Orders> orders,
            ThingId sensor,
            Tape tape,
            Instant start) {
        this.rules = rules;
        this.sky = sky;
        this.orders = orders;
        this.sensor = sensor;
        this.tape = tape;
        this.start = start.toEpochMilli();
        this.hold = rules.timing().hold().toMillis();
        this.around = Surroundings.of(new Presence.Unsensed());
        this.written = this.start;
        this.decision = new Decision(0, Decision.Rule.DAYLIGHT, "before the rehearsal", "");
        this.due = this.start;
        this.above = sky.apply(start);
        this.order = orders.apply(start);
    }

    /** Takes what the sensors of the lamp tell from now on. */
    public void told(Surroundings now, Instant at) {
        advance(at.toEpochMilli() - 1);
        around = now;
        pulsed = false;
        look(at.toEpochMilli());
    }

    /**
     * Takes one passage of somebody.
     *
     * @param here whether the lamp's own sensor noticed it, else that of a lamp near by
     */
    public void passed(boolean here, long at) {
        // It is up already and stays so: the look that is due next takes the later end of the hold into account.
        boolean quick = at < due && pulsed && upFor(here);
        if (!quick) {
            advance(at - 1);
        }
        if (here) {
            seenHere = at;
        } else {
            seenAhead = at;
        }
        pulsed = true;
        if (!quick) {
            look(at);
        }
    }

    private boolean upFor(boolean here) {
        return decision.rule() == Decision.Rule.HOLD || !here && decision.rule() == Decision.Rule.LOOK_AHEAD;
    }

    /** Ends the tape. */
    public void finish(long at) {
        advance(at);
        write(at);
    }

    private void advance(long now) {
        while (due <= now) {
            look(due);
        }
    }

    private void look(long millis) {
        Instant now = Instant.ofEpochMilli(millis);
        if (millis >= skyUntil) {
            above = sky.apply(now);
            skyUntil = end(above.until());
        }
        if (millis >= orderUntil) {
            order = orders.apply(now);
            orderUntil = end(order.until());
        }
        Surroundings known = pulsed ? new Surroundings(left(seenHere), left(seenAhead)) : around;
        Decision goal = Decider.decide(rules, order, above, known, ManualLevel.NONE, now);
        Decision next = Decider.step(rules, decision.level(), Instant.ofEpochMilli(changed), goal, now);
        take(next, millis);
        due = due(known, goal, millis);
    }

    private void take(Decision next, long now) {
        if (next.level() == decision.level() && next.rule() == decision.rule()) {
            return;
        }
        write(now);
        if (next.level() != decision.level()) {
            changed = now;
        }
        decision = next;
    }

    private void write(long now) {
        if (now > written) {
            tape.span(written, now, decision);
            written = now;
        }
    }

    private long due(Surroundings known, Decision goal, long now) {
        long next = Math.min(Math.min(skyUntil, orderUntil), Math.min(end(known.here(), now), end(known.ahead(), now)));
        return goal.level() < decision.level()
                ? Math.min(next, changed + rules.timing().fade().toMillis())
                : next;
    }

    private long end(Presence presence, long now) {
        long end = presence instanceof Presence.Left left ? left.quiet().toEpochMilli() + hold : Long.MAX_VALUE;
        return end > now ? end : Long.MAX_VALUE;
    }

    // Who was not seen yet was not there since the beginning of the rehearsal, less the hold that nobody can know of.
    private Presence left(long seen) {
        return seen == NEVER
                ? new Presence.Left(sensor, Instant.MIN, Instant.ofEpochMilli(start - hold))
                : new Presence.Left(sensor, Instant.ofEpochMilli(seen), Instant.ofEpochMilli(seen));
    }

    private static long end(Instant until) {
        return until.equals(Instant.MAX) ? Long.MAX_VALUE : ceiling(until);
    }

    private static long ceiling(Instant time) {
        return time.plusNanos(999_999).toEpochMilli();
    }
}
