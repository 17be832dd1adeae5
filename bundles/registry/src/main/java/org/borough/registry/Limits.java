// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.borough.connect.TenantLimits;

/** What a tenant may use, by its JSON: Hono's resource limits, and rates under {@code ext}. */
final class Limits {

    static final String RATE = "max-messages-per-second";
    static final String RATE_PER_DEVICE = "max-messages-per-second-per-device";
    /** More than any machine takes, and far from where arithmetic ends. */
    static final long HIGHEST_RATE = 1_000_000_000;

    private Limits() {}

    static TenantLimits of(JsonNode tenant) {
        JsonNode limits = tenant.path("resource-limits");
        JsonNode ext = tenant.path("ext");
        TenantLimits read = new TenantLimits(
                limit(limits, "max-connections"),
                quota(limits.path("data-volume"), "max-bytes"),
                quota(limits.path("connection-duration"), "max-minutes"),
                Math.max(0, tenant.path("minimum-message-size").asInt(0)),
                limit(ext, RATE),
                limit(ext, RATE_PER_DEVICE),
                new TenantLimits.MaxTtl(
                        ttl(limits, "max-ttl"),
                        ttl(limits, "max-ttl-telemetry-qos0"),
                        ttl(limits, "max-ttl-telemetry-qos1"),
                        ttl(limits, "max-ttl-command-response")));
        return read.equals(TenantLimits.NONE) ? TenantLimits.NONE : read;
    }

    /** Refuses rates that are no whole number above zero, or -1 for none. */
    static void ext(String path, JsonNode ext) {
        Schema.OBJECT.check(path, ext);
        for (String name : new String[] {RATE, RATE_PER_DEVICE}) {
            JsonNode rate = ext.path(name);
            boolean whole = rate.isIntegralNumber() && rate.canConvertToLong();
            boolean fits = whole && (rate.asLong() == TenantLimits.UNLIMITED || isRate(rate.asLong()));
            if (!rate.isMissingNode() && !fits) {
                throw RefusedException.bad("member [" + path + "/" + name + "] is " + rate
                        + "; it must be a whole number from 1 to " + HIGHEST_RATE + ", or -1 for no limit");
            }
        }
    }

    private static boolean isRate(long rate) {
        return rate >= 1 && rate <= HIGHEST_RATE;
    }

    private static long limit(JsonNode node, String member) {
        return Math.max(TenantLimits.UNLIMITED, node.path(member).asLong(TenantLimits.UNLIMITED));
    }

    private static TenantLimits.Quota quota(JsonNode quota, String member) {
        long max = limit(quota, member);
        if (max == TenantLimits.UNLIMITED) {
            return TenantLimits.Quota.NONE;
        }
        JsonNode period = quota.path("period");
        int days = period.path("mode").asText().equals("days")
                ? Math.max(1, period.path("no-of-days").asInt(1))
                : 0;
        return new TenantLimits.Quota(max, since(quota.path("effective-since")), days);
    }

    private static Instant since(JsonNode time) {
        try {
            return Secret.instant(time.asText());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static Duration ttl(JsonNode limits, String member) {
        long seconds = limit(limits, member);
        return seconds == TenantLimits.UNLIMITED ? TenantLimits.MaxTtl.FOR_EVER : Duration.ofSeconds(seconds);
    }
}
