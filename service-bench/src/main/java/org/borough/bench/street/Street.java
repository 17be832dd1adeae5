// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.street;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import org.borough.lighting.rehearsal.Tally;
import org.borough.lighting.rehearsal.Tape;
import org.borough.lighting.rehearsal.Track;
import org.borough.lighting.rules.Orders;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.thing.ThingId;

/** A street on which people walk under the service's rules, stretch of darkness by stretch of darkness. For one thread. */
public final class Street {

    private static final long HOUR = 3_600_000;
    private static final double CROWD = 14;
    private static final double CROWD_AHEAD = 8;
    private static final ThingId SENSOR = ThingId.parse("bench:sensor");

    private final Rules rules;
    private final Walking walking;
    private final Function<Instant, Sky> sky;
    private final Function<Instant, Orders> orders;
    private final SplittableRandom random;
    private final int ahead;
    private final int margin;
    private final Tally tally;
    private double hours;
    private double people;
    private double below;

    /** An empty street. */
    public Street(
            Rules rules,
            Walking walking,
            Function<Instant, Sky> sky,
            Function<Instant, Orders> orders,
            SplittableRandom random) {
        this.rules = rules;
        this.walking = walking;
        this.sky = sky;
        this.orders = orders;
        this.random = random;
        this.ahead = Math.max(
                rules.sensing().ahead().lamps(), (int) (rules.sensing().ahead().metres() / walking.spacing()));
        this.margin = ahead;
        this.tally = new Tally(walking.loss());
    }

    /**
     * Lets people walk through a stretch of darkness. They come from one hour before it on, so that the street is not
     * found empty at dusk.
     *
     * @param rate people an hour at a time
     */
    public void dark(long from, long until, LongToDoubleFunction rate) {
        int all = walking.lamps() + 2 * margin;
        Walkers walkers = new Walkers(walking, all, random);
        LongUnaryOperator nextHour = time -> Math.floorDiv(time, HOUR) * HOUR + HOUR;
        for (long hour = from - HOUR; hour < until; hour = nextHour.applyAsLong(hour)) {
            double coming = rate.applyAsDouble(hour);
            double walking = Math.min(coming, mostPerHour());
            walkers.come(hour, Math.min(nextHour.applyAsLong(hour), until), walking, coming / walking);
        }
        List<FullTimes> times = new ArrayList<>();
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < walking.lamps(); i++) {
            FullTimes full = new FullTimes(rules.levels().full(), clip(from));
            times.add(full);
            tracks.add(new Track(rules, sky, orders, SENSOR, full, Instant.ofEpochMilli(from - HOUR)));
        }
        walkers.detections((lamp, at) -> pass(tracks, lamp, at, until));
        tracks.forEach(track -> track.finish(until));
        hours += (until - from) / (double) HOUR * walking.lamps();
        look(walkers, times, from, until);
    }

    // The hour before belongs to the warming up and is not counted.
    private Tape clip(long start) {
        return (from, until, decision) -> {
            if (until > start) {
                tally.span(Math.max(from, start), until, decision);
            }
        };
    }

    /**
     * Of more people than this not all need to walk: with a detection at every fourteenth part of the hold the chance of
     * a gap in which a lamp goes down is below one in a million; where lamps look ahead each who walks is noticed for a
     * lamp several times, and every eighth part does. Each who walks then stands for several.
     */
    private double mostPerHour() {
        double hold = rules.timing().hold().toMillis() * walking.noticed() / HOUR;
        double crowd = ahead > 0 ? CROWD_AHEAD : CROWD;
        return hold == 0 ? Double.MAX_VALUE : crowd / hold;
    }

    private boolean counted(int lamp) {
        return lamp >= margin && lamp < margin + walking.lamps();
    }

    private void pass(List<Track> tracks, int lamp, long at, long until) {
        if (at >= until) {
            return;
        }
        int place = lamp - margin;
        for (int i = Math.max(0, place - ahead); i <= Math.min(tracks.size() - 1, place + ahead); i++) {
            tracks.get(i).passed(i == place, at);
        }
    }

    private void look(Walkers walkers, List<FullTimes> times, long from, long until) {
        BitSet present = new BitSet(walkers.people());
        BitSet inTheDark = new BitSet(walkers.people());
        walkers.stays((person, lamp, came, went) -> {
            long begin = Math.max(came, from);
            long end = Math.min(went, until);
            if (counted(lamp) && begin < end) {
                present.set(person);
                if (!inTheDark.get(person) && !times.get(lamp - margin).cover(begin, end)) {
                    inTheDark.set(person);
                }
            }
        });
        people += present.stream().mapToDouble(walkers::weight).sum();
        below += inTheDark.stream().mapToDouble(walkers::weight).sum();
    }

    /** Everything so far. */
    public StreetFigures figures() {
        return new StreetFigures(walking.lamps(), hours, tally.fullHours(), people, below, tally.times());
    }
}
