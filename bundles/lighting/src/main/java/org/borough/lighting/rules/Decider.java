// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** The rules at work: from what is known at one instant to a level and its reason. Pure. */
public final class Decider {

    private Decider() {}

    /** The level at which a lamp should end up. */
    public static Decision decide(Rules rules, Sky sky, Surroundings around, ManualLevel manual, Instant now) {
        return decide(rules, Orders.of(rules), sky, around, manual, now);
    }

    /** The level at which a lamp should end up where class and program have their say. */
    public static Decision decide(
            Rules rules, Orders orders, Sky sky, Surroundings around, ManualLevel manual, Instant now) {
        if (manual.active(now)) {
            return manual(orders, sky, manual);
        }
        if (!sky.night()) {
            return new Decision(0, Decision.Rule.DAYLIGHT, "off by day", sky.words());
        }
        Decision decision =
                ahead(rules, orders, sky, around.ahead(), now, here(rules, orders, sky, around.here(), now));
        double floor = orders.levels().floor();
        return decision.level() >= floor ? decision : decision.at(floor, ", raised to the floor");
    }

    /**
     * The level that a lamp takes next on its way to the level where it should end up: up at once, down in steps. A
     * manual level is taken at once.
     *
     * @param current where it is, {@link Double#NaN} when nobody knows
     * @param changed when it last was sent elsewhere
     */
    public static Decision step(Rules rules, double current, Instant changed, Decision goal, Instant now) {
        double next = current - rules.timing().fadeStep();
        if (Double.isNaN(current) || goal.level() >= current || goal.rule() == Decision.Rule.MANUAL) {
            return goal;
        }
        if (now.isBefore(changed.plus(rules.timing().fade()))) {
            return goal.at(current, "");
        }
        return next <= goal.level() ? goal : goal.at(next, ", fading to " + percent(goal.level()));
    }

    private static Decision manual(Orders orders, Sky sky, ManualLevel manual) {
        double floor = sky.night() ? orders.levels().floor() : 0;
        String reason = "set by " + manual.by() + " until " + sky.clock(manual.until())
                + (manual.reason().isEmpty() ? "" : ": " + manual.reason())
                + (manual.level() < floor ? ", raised to the floor" : "");
        return new Decision(
                Math.max(manual.level(), floor),
                Decision.Rule.MANUAL,
                reason,
                manual.by() + " asked for " + percent(manual.level()));
    }

    private static Decision here(Rules rules, Orders orders, Sky sky, Presence presence, Instant now) {
        Rules.Levels levels = orders.levels();
        if (presence instanceof Presence.Occupied occupied) {
            return new Decision(
                    levels.full(),
                    Decision.Rule.PRESENCE,
                    orders.after("somebody is there"),
                    orders.evidenceAfter(occupied.sensor() + " reports presence"));
        }
        if (presence instanceof Presence.Silent silent) {
            return new Decision(
                    rules.levels().full(),
                    Decision.Rule.FAILSAFE,
                    silent.sensor() + " is silent, so nobody can be excluded",
                    silent.heard().equals(Instant.MIN)
                            ? silent.sensor() + " was never heard"
                            : silent.sensor() + " was last heard at " + sky.clock(silent.heard()));
        }
        if (presence instanceof Presence.Left left) {
            return afterwards(rules, orders, sky, left, now);
        }
        String reason = orders.reason().isEmpty() ? "night, no sensor speaks for this lamp" : orders.reason();
        return new Decision(levels.unsensed(), orders.rule(), reason, orders.evidenceAfter(sky.words()));
    }

    /** Light ahead of somebody who is a few lamps away, unless the lamp is as bright already. */
    private static Decision ahead(Rules rules, Orders orders, Sky sky, Presence presence, Instant now, Decision here) {
        double full = orders.levels().full();
        if (here.level() >= full) {
            return here;
        }
        if (presence instanceof Presence.Occupied occupied) {
            return new Decision(
                    full,
                    Decision.Rule.LOOK_AHEAD,
                    orders.after("somebody is near along the street"),
                    orders.evidenceAfter(occupied.sensor() + ", of a lamp near by, reports presence"));
        }
        Duration hold = rules.timing().hold();
        if (presence instanceof Presence.Left left
                && !left.seen().equals(Instant.MIN)
                && now.isBefore(left.seen().plus(hold))) {
            return new Decision(
                    full,
                    Decision.Rule.LOOK_AHEAD,
                    orders.after("somebody was near along the street less than " + hold.toSeconds() + " s ago"),
                    orders.evidenceAfter(
                            left.sensor() + ", of a lamp near by, saw somebody at " + sky.clock(left.seen())));
        }
        return here;
    }

    private static Decision afterwards(Rules rules, Orders orders, Sky sky, Presence.Left left, Instant now) {
        Duration hold = rules.timing().hold();
        boolean seen = !left.seen().equals(Instant.MIN);
        String evidence = seen
                ? left.sensor() + " saw somebody at " + sky.clock(left.seen())
                : left.sensor() + " saw nobody since " + sky.clock(left.quiet());
        if (now.isBefore(left.quiet().plus(hold))) {
            String reason = (seen ? "somebody was there" : "watched for") + " less than " + hold.toSeconds() + " s";
            return new Decision(
                    orders.levels().full(),
                    Decision.Rule.HOLD,
                    orders.after(seen ? reason + " ago" : reason),
                    orders.evidenceAfter(evidence));
        }
        return new Decision(
                orders.levels().dim(),
                Decision.Rule.DIM,
                orders.after("nobody was there for " + hold.toSeconds() + " s"),
                orders.evidenceAfter(evidence));
    }

    public static String percent(double level) {
        return BigDecimal.valueOf(level)
                        .setScale(1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }
}
