// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The readings of one quantity in one hour. When the hour is past, its readings are put together and only their minutes
 * are known: a city of many sensors could not keep them all. For one thread.
 */
final class Hour {

    /** From here on a humidity sensor is wet, not the air. */
    static final double WET = 99;

    /** One a second: more readings than that are one reading said again. */
    private static final int MOST = 3600;

    private static final int MINUTES = 60;
    private static final int MILLIS = 60_000;
    private static final int FEW = 16;

    private final long start;
    private int[] at = new int[4];
    private double[] values = new double[4];
    private int size;

    private long minutes;
    private int count;
    private int wet;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Hour(Instant start) {
        this.start = start.toEpochMilli();
    }

    /** What became of a reading. */
    enum Taken {
        NEW,
        SAID_BEFORE,
        CONTRADICTS
    }

    long start() {
        return start;
    }

    /** Takes a reading; of two of the same instant the later word counts. */
    Taken take(Instant time, double value) {
        int offset = offset(time);
        int place = Arrays.binarySearch(at, 0, size, offset);
        if (place >= 0) {
            boolean same = values[place] == value;
            values[place] = value;
            return same ? Taken.SAID_BEFORE : Taken.CONTRADICTS;
        }
        if (count + size >= MOST || (minutes >> offset / MILLIS & 1) == 1) {
            return Taken.SAID_BEFORE;
        }
        insert(-place - 1, offset, value);
        return Taken.NEW;
    }

    private int offset(Instant time) {
        return (int) (time.toEpochMilli() - start);
    }

    private void insert(int place, int offset, double value) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        System.arraycopy(at, place, at, place + 1, size - place);
        System.arraycopy(values, place, values, place + 1, size - place);
        at[place] = offset;
        values[place] = value;
        size++;
    }

    void drop(Instant time) {
        int place = Arrays.binarySearch(at, 0, size, offset(time));
        if (place >= 0) {
            System.arraycopy(at, place + 1, at, place, size - place - 1);
            System.arraycopy(values, place + 1, values, place, size - place - 1);
            size--;
        }
    }

    /** Puts the readings together, now that the hour is past. A few that came late stay apart, and can be dropped. */
    void condense() {
        if (count > 0 && size <= FEW) {
            return;
        }
        least = least();
        most = most();
        sum += freshSum();
        wet += freshWet();
        count += size;
        for (int i = 0; i < size; i++) {
            minutes |= 1L << at[i] / MILLIS;
        }
        size = 0;
        at = new int[1];
        values = new double[1];
    }

    boolean isEmpty() {
        return count() == 0;
    }

    int count() {
        return count + size;
    }

    double mean() {
        return (sum + freshSum()) / count();
    }

    private double freshSum() {
        double fresh = 0;
        for (int i = 0; i < size; i++) {
            fresh += values[i];
        }
        return fresh;
    }

    private int freshWet() {
        return (int)
                Arrays.stream(values, 0, size).filter(value -> value >= WET).count();
    }

    double least() {
        return Arrays.stream(values, 0, size).reduce(least, Math::min);
    }

    double most() {
        return Arrays.stream(values, 0, size).reduce(most, Math::max);
    }

    /** The share of readings from which on a humidity sensor is wet. */
    double wetShare() {
        return (wet + freshWet()) / (double) Math.max(1, count());
    }

    /** The share of the hour's minutes that a reading speaks for, each so long. */
    double coverage(Duration hold) {
        long said = minutes;
        for (int i = 0; i < size; i++) {
            said |= 1L << at[i] / MILLIS;
        }
        long held = 0;
        long run = Math.min(MINUTES, hold.toMinutes());
        for (int minute = 0; minute < run; minute++) {
            held |= said << minute;
        }
        return Long.bitCount(held & (1L << MINUTES) - 1) / (double) MINUTES;
    }
}
