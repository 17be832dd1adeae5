// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.time.Duration;
import java.time.Instant;

/**
 * What all devices of a tenant together may use, and what each of them may. {@link #UNLIMITED} stands for no limit.
 *
 * @param connections open connections at a time
 * @param volume bytes of payload in a period
 * @param connectionTime minutes of all connections together in a period
 * @param minimumMessageBytes a payload counts as a multiple of this; 0 counts it as it is
 * @param messagesPerSecond messages of the tenant in a second
 * @param messagesPerSecondPerDevice messages of one device in a second
 * @param maxTtl the longest times to live
 */
public record TenantLimits(
        long connections,
        Quota volume,
        Quota connectionTime,
        int minimumMessageBytes,
        long messagesPerSecond,
        long messagesPerSecondPerDevice,
        MaxTtl maxTtl) {

    /** Stands for no limit. */
    public static final long UNLIMITED = -1;

    /** No limit of any kind. */
    public static final TenantLimits NONE =
            new TenantLimits(UNLIMITED, Quota.NONE, Quota.NONE, 0, UNLIMITED, UNLIMITED, MaxTtl.NONE);

    /**
     * So much in a period.
     *
     * @param max how much, {@link #UNLIMITED} for any amount
     * @param since when the first period begins
     * @param days length of a period; 0 for calendar months (UTC), the first one from {@code since} to its month's end
     */
    public record Quota(long max, Instant since, int days) {

        /** Any amount. */
        public static final Quota NONE = new Quota(UNLIMITED, Instant.EPOCH, 0);
    }

    /** The longest time to live by kind of message; {@code null} never, a missing one is {@link #FOR_EVER}. */
    public record MaxTtl(Duration event, Duration telemetryQos0, Duration telemetryQos1, Duration response) {

        /** No limit. */
        public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

        /** No limits. */
        public static final MaxTtl NONE = new MaxTtl(FOR_EVER, FOR_EVER, FOR_EVER, FOR_EVER);
    }
}
