// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.borough.thing.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how one adapter behaves, and shuts it off when it fails too often. After a pause one message tries whether it
 * works again.
 */
final class Fence {

    private static final Logger LOG = LoggerFactory.getLogger(Fence.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration HANG_WINDOW = Duration.ofHours(1);
    /** How long a failure shows in the adapter's status. */
    private static final Duration REMEMBER = Duration.ofMinutes(5);

    private final String name;
    private final Limits.Fence limits;
    private final Clock clock;
    private final Deque<Instant> hangs = new ArrayDeque<>();
    private Instant windowStart = Instant.MIN;
    private int calls;
    private int failures;
    private Instant lastTrouble = Instant.MIN;
    private String trouble = "";
    private boolean probing;
    private Instant nextProbe = Instant.MAX;
    /** Empty while the adapter may work. */
    private volatile String reason = "";
    /** Whether the latest calls went well, so that the good path needs no lock. */
    private volatile boolean calm = true;

    Fence(String name, Limits.Fence limits, Clock clock) {
        this.name = name;
        this.limits = limits;
        this.clock = clock;
    }

    /** Empty when the adapter may be called; else why not. */
    String closed() {
        return reason.isEmpty() ? "" : closedNow();
    }

    boolean isOpen() {
        return reason.isEmpty();
    }

    /** Whether a call is worth a try: open, or due for a probe. */
    boolean mayTry() {
        return reason.isEmpty() || probeIsDue();
    }

    private synchronized boolean probeIsDue() {
        return !clock.instant().isBefore(nextProbe);
    }

    private synchronized String closedNow() {
        Instant now = clock.instant();
        if (!reason.isEmpty() && !probing && !now.isBefore(nextProbe)) {
            probing = true;
            nextProbe = now.plus(limits.pause());
            return "";
        }
        if (probing && !now.isBefore(nextProbe)) {
            // The probe's outcome was lost; the next message tries again.
            probing = false;
        }
        return reason;
    }

    /** A call went well; true when this ended the fence. */
    boolean succeeded() {
        if (calm) {
            return false;
        }
        return succeededNow();
    }

    private synchronized boolean succeededNow() {
        count(false);
        if (!probing) {
            calm = failures == 0 && reason.isEmpty();
            return false;
        }
        probing = false;
        reason = "";
        nextProbe = Instant.MAX;
        hangs.clear();
        failures = 0;
        LOG.info("Adapter {} works again", name);
        return true;
    }

    /** The device sent what no adapter can read: not the adapter's fault. True when this ended the fence. */
    synchronized boolean undecodable(String what) {
        note(what);
        return succeeded();
    }

    /** The adapter failed. */
    synchronized void failed(String what) {
        calm = false;
        note(what);
        count(true);
        if (probing) {
            probing = false;
        } else if (reason.isEmpty() && calls >= limits.minimum() && failures * 100L > (long) calls * limits.percent()) {
            close(failures + " of its latest " + calls + " calls failed, the last one: " + what);
        }
    }

    /** The adapter did not return. */
    synchronized void hung(String what) {
        calm = false;
        note(what);
        Instant now = clock.instant();
        hangs.addLast(now);
        while (hangs.peekFirst().isBefore(now.minus(HANG_WINDOW))) {
            hangs.removeFirst();
        }
        if (probing) {
            probing = false;
        } else if (reason.isEmpty() && hangs.size() >= limits.hangs()) {
            close(hangs.size() + " calls did not return, the last one: " + what);
        }
    }

    private void close(String why) {
        reason = why;
        nextProbe = clock.instant().plus(limits.pause());
        LOG.warn(
                "Adapter {} is fenced, its uplinks wait in quarantine: {}. It is tried again every {} s; update or"
                        + " remove its bundle",
                name,
                why,
                limits.pause().toSeconds());
    }

    private void count(boolean failure) {
        Instant now = clock.instant();
        if (now.isAfter(windowStart.plus(WINDOW))) {
            windowStart = now;
            calls = 0;
            failures = 0;
        }
        calls++;
        failures += failure ? 1 : 0;
    }

    private void note(String what) {
        lastTrouble = clock.instant();
        trouble = what;
    }

    synchronized Status status() {
        if (!reason.isEmpty()) {
            return Status.failed("Fenced: " + reason + ". Update or remove the bundle.");
        }
        return lastTrouble.isAfter(Instant.MIN) && clock.instant().isBefore(lastTrouble.plus(REMEMBER))
                ? Status.degraded("An uplink was quarantined: " + trouble)
                : Status.ok("Translates.");
    }
}
