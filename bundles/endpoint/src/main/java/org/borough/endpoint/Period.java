// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.borough.connect.TenantLimits.Quota;

/**
 * The accounting period of a quota that is running at some time.
 *
 * @param start its first instant
 * @param end the instant after its last
 * @param max how much may be used in it; the part of a month that is left when the quota began within it allows the same
 *     part of the whole, as Hono counts
 */
record Period(Instant start, Instant end, long max) {

    private static final Period UNLIMITED = new Period(Instant.MIN, Instant.MAX, Quota.NONE.max());

    static Period of(Quota quota, Instant now) {
        if (quota.max() < 0 || now.isBefore(quota.since())) {
            return UNLIMITED;
        }
        return quota.days() > 0 ? days(quota, now) : month(quota, now);
    }

    private static Period days(Quota quota, Instant now) {
        Duration length = Duration.ofDays(quota.days());
        long number = Duration.between(quota.since(), now).getSeconds() / length.getSeconds();
        Instant start = quota.since().plus(length.multipliedBy(number));
        return new Period(start, start.plus(length), quota.max());
    }

    private static Period month(Quota quota, Instant now) {
        ZonedDateTime first =
                now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC);
        Instant end = first.plusMonths(1).toInstant();
        if (!quota.since().isAfter(first.toInstant())) {
            return new Period(first.toInstant(), end, quota.max());
        }
        LocalDate since = quota.since().atZone(ZoneOffset.UTC).toLocalDate();
        int days = since.lengthOfMonth();
        int left = days - since.getDayOfMonth() + 1;
        return new Period(quota.since(), end, (long) Math.ceil((double) quota.max() * left / days));
    }
}
