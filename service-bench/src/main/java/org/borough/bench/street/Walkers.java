// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.street;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The people of one night, and what the sensors told of them: times of detection and times under each lamp. Positions
 * are counted in lamps; a lamp stands in the middle of its zone.
 */
final class Walkers {

    private static final double SLOWEST = 0.5;
    private static final double FASTEST = 2.5;
    private static final int BITS = 8;
    /** A slot is about four seconds long. */
    private static final int SLOT_BITS = BITS + 12;

    private final Walking walking;
    private final int lamps;
    private final SplittableRandom random;
    private long[] detections = new long[1024];
    private int detected;
    private long[] stays = new long[3072];
    private int stayed;
    private double[] weights = new double[256];
    private double weight = 1;
    private int people;

    /** Nobody yet, on a street of so many lamps. */
    Walkers(Walking walking, int lamps, SplittableRandom random) {
        if (lamps >= 1 << BITS) {
            throw new IllegalArgumentException("A street has at most 255 lamps here.");
        }
        this.walking = walking;
        this.lamps = lamps;
        this.random = random;
    }

    /**
     * Lets people come at a rate between two times, in milliseconds.
     *
     * @param each how many people one of them stands for
     */
    void come(long from, long until, double perHour, double each) {
        if (perHour <= 0) {
            return;
        }
        weight = each;
        double gap = 3_600_000 / perHour;
        double at = from - gap * Math.log(1 - random.nextDouble());
        while (at < until) {
            walk(Math.round(at));
            at -= gap * Math.log(1 - random.nextDouble());
        }
    }

    private void walk(long begin) {
        boolean door = random.nextDouble() < walking.doors();
        double length = lamps;
        double from = door ? random.nextDouble() * length : 0;
        boolean back = random.nextBoolean();
        double pace =
                Math.max(SLOWEST, Math.min(FASTEST, walking.speed() + walking.speedSpread() * random.nextGaussian()));
        double millisPerLamp = walking.spacing() / pace * 1000;
        double reach = walking.reach() / walking.spacing();
        int person = person();
        for (int i = (int) from; i < lamps; i++) {
            int lamp = back ? lamps - 1 - i : i;
            stay(person, lamp, time(begin, i, from, millisPerLamp), time(begin, i + 1.0, from, millisPerLamp));
            notice(lamp, time(begin, i + 0.5 - reach, from, millisPerLamp), i + 0.5 + reach > from);
        }
    }

    private int person() {
        if (people == weights.length) {
            weights = Arrays.copyOf(weights, 2 * people);
        }
        weights[people] = weight;
        return people++;
    }

    private static long time(long begin, double place, double from, double millisPerLamp) {
        return begin + Math.round(Math.max(0, place - from) * millisPerLamp);
    }

    private void notice(int lamp, long at, boolean inReach) {
        if (!inReach || random.nextDouble() >= walking.noticed()) {
            return;
        }
        double latency = walking.latencyMin() + (walking.latencyMax() - walking.latencyMin()) * random.nextDouble();
        if (detected == detections.length) {
            detections = Arrays.copyOf(detections, 2 * detected);
        }
        detections[detected++] = at + Math.round(latency * 1000) << BITS | lamp;
    }

    private void stay(int person, int lamp, long from, long until) {
        if (stayed + 3 > stays.length) {
            stays = Arrays.copyOf(stays, 2 * stays.length);
        }
        stays[stayed] = (long) person << BITS | lamp;
        stays[stayed + 1] = from;
        stays[stayed + 2] = until;
        stayed += 3;
    }

    /** How many there are, each of whom may stand for several. */
    int people() {
        return people;
    }

    /** How many people somebody stands for. */
    double weight(int person) {
        return weights[person];
    }

    /** Hands over what sensors told, in the order in which it arrived. */
    void detections(Detection taker) {
        for (long detection : sorted()) {
            taker.take((int) (detection & (1 << BITS) - 1), detection >> BITS);
        }
    }

    // People come in order and walk for minutes: put into slots of seconds first, little is left to sort.
    private long[] sorted() {
        long first = Arrays.stream(detections, 0, detected).min().orElse(0) >> SLOT_BITS;
        long last = Arrays.stream(detections, 0, detected).max().orElse(0) >> SLOT_BITS;
        int[] ends = new int[(int) (last - first) + 2];
        for (int i = 0; i < detected; i++) {
            ends[(int) ((detections[i] >> SLOT_BITS) - first) + 1]++;
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] next = ends.clone();
        long[] sorted = new long[detected];
        for (int i = 0; i < detected; i++) {
            sorted[next[(int) ((detections[i] >> SLOT_BITS) - first)]++] = detections[i];
        }
        for (int slot = 0; slot + 1 < ends.length; slot++) {
            Arrays.sort(sorted, ends[slot], ends[slot + 1]);
        }
        return sorted;
    }

    /** Hands over who was how long in the zone of which lamp. */
    void stays(Stay taker) {
        for (int i = 0; i < stayed; i += 3) {
            taker.take((int) (stays[i] >> BITS), (int) (stays[i] & (1 << BITS) - 1), stays[i + 1], stays[i + 2]);
        }
    }

    /** What a sensor told. */
    interface Detection {
        void take(int lamp, long at);
    }

    /** Where somebody was. */
    interface Stay {
        void take(int person, int lamp, long from, long until);
    }
}
