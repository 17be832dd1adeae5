// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.borough.connect.TenantLimits;

/** What one tenant uses. Safe for use by many threads; a message costs a few additions. */
final class Usage {

    private static final long MINUTE = 60_000;

    private long volumeStart = Instant.EPOCH.toEpochMilli();
    private long bytes;
    private long timeStart = Instant.EPOCH.toEpochMilli();
    private long closedMillis;
    private long open;
    private long openSince;
    private boolean changed;
    private final Rate rate;

    Usage(long nanos) {
        rate = new Rate(nanos);
    }

    Rate rate() {
        return rate;
    }

    /** Counts a connection in, or says why not; empty when it may be. */
    synchronized String open(TenantLimits limits, Instant now) {
        if (limits.connections() >= 0 && open >= limits.connections()) {
            return "the tenant has " + open + " connections open already (max-connections)";
        }
        Period volume = Period.of(limits.volume(), now);
        if (volume.max() >= 0 && bytesIn(volume) >= volume.max()) {
            return "the tenant has used its data volume until " + volume.end();
        }
        Period time = Period.of(limits.connectionTime(), now);
        if (time.max() >= 0 && minutesIn(time, now) >= time.max()) {
            return "the tenant's devices have been connected as long as they may until " + time.end();
        }
        open++;
        openSince += now.toEpochMilli();
        return "";
    }

    synchronized void close(Instant opened, Instant now) {
        long from = Math.max(opened.toEpochMilli(), timeStart);
        open--;
        openSince -= from;
        closedMillis += Math.max(0, now.toEpochMilli() - from);
        changed = true;
    }

    /** Counts a message, or says until when there is no volume left. */
    synchronized Instant message(TenantLimits limits, long length, Instant now) {
        Period period = Period.of(limits.volume(), now);
        if (period.max() >= 0 && bytesIn(period) >= period.max()) {
            return period.end();
        }
        bytes += counted(length, limits.minimumMessageBytes());
        changed = true;
        return Instant.MIN;
    }

    private static long counted(long length, int minimum) {
        return minimum <= 0 ? length : Math.max(1, (length + minimum - 1) / minimum) * minimum;
    }

    private long bytesIn(Period period) {
        if (period.start().toEpochMilli() != volumeStart) {
            volumeStart = period.start().toEpochMilli();
            bytes = 0;
        }
        return bytes;
    }

    private long minutesIn(Period period, Instant now) {
        long start = period.start().toEpochMilli();
        if (start != timeStart) {
            // Every opening looks here, so whatever is open now was opened before the period began.
            timeStart = start;
            closedMillis = 0;
            openSince = Math.max(openSince, open * start);
        }
        return (closedMillis + open * now.toEpochMilli() - openSince) / MINUTE;
    }

    synchronized long connections() {
        return open;
    }

    /** What is to be kept, when it changed since it was last asked for; else nothing. */
    synchronized byte[] changed() {
        if (!changed) {
            return new byte[0];
        }
        changed = false;
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(volumeStart)
                .putLong(bytes)
                .putLong(timeStart)
                .putLong(closedMillis)
                .array();
    }

    synchronized void restore(byte[] kept) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(kept);
            volumeStart = buffer.getLong();
            bytes = buffer.getLong();
            timeStart = buffer.getLong();
            closedMillis = buffer.getLong();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a stored usage has " + kept.length + " bytes instead of 32", e);
        }
    }
}
