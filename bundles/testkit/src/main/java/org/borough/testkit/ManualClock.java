// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it. In UTC. */
public final class ManualClock extends Clock {

    private volatile Instant now;

    /** Starts at an instant. */
    public ManualClock(Instant start) {
        this.now = start;
    }

    /** Goes on by a duration. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Goes to an instant. */
    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
