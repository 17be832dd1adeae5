// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.borough.connect.DeviceId;
import org.borough.connect.Registrations;
import org.borough.connect.TenantLimits;
import org.borough.store.Store;
import org.borough.store.Write;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the usage of all tenants in memory, and on disk from time to time. */
final class UsageMeter implements Meter {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMeter.class);
    private static final byte[] ALL = {};

    private final Registrations registrations;
    private final Store store;
    private final long deviceRate;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<String, Usage> tenants = new ConcurrentHashMap<>();
    private final Map<DeviceId, Rate> devices = new ConcurrentHashMap<>();

    /**
     * Reads what was kept.
     *
     * @param deviceRate messages of any device in a second, where its tenant sets no lower limit; negative for no limit
     */
    UsageMeter(Registrations registrations, Store store, long deviceRate, Clock clock, LongSupplier nanos) {
        this.registrations = registrations;
        this.store = store;
        this.deviceRate = deviceRate;
        this.clock = clock;
        this.nanos = nanos;
        store.scan(ALL, ALL, (key, value) -> {
            restore(new String(key, StandardCharsets.UTF_8), value);
            return true;
        });
    }

    private void restore(String tenant, byte[] kept) {
        try {
            usage(tenant).restore(kept);
        } catch (IllegalArgumentException e) {
            LOG.error("The usage of tenant {} is counted anew: {}", tenant, e.getMessage());
        }
    }

    private Usage usage(String tenant) {
        Usage known = tenants.get(tenant);
        return known != null ? known : tenants.computeIfAbsent(tenant, name -> new Usage(nanos.getAsLong()));
    }

    @Override
    public Opened open(DeviceId device) {
        Usage usage = usage(device.tenant());
        Instant opened = clock.instant();
        String objection = usage.open(registrations.limits(device.tenant()), opened);
        return objection.isEmpty()
                ? new Opened.Granted(new Open(usage, opened, clock, new AtomicBoolean()))
                : new Opened.Exhausted(objection);
    }

    @Override
    public Verdict message(DeviceId device, long bytes) {
        TenantLimits limits = registrations.limits(device.tenant());
        Usage usage = usage(device.tenant());
        Duration early = early(device, limits, usage);
        if (!early.isZero()) {
            return new Verdict(Limit.RATE, "too many messages in a second; send slower", early);
        }
        Instant until = usage.message(limits, bytes, clock.instant());
        return until.equals(Instant.MIN)
                ? Verdict.PASS
                : new Verdict(Limit.VOLUME, "the tenant has used its data volume until " + until, Duration.ZERO);
    }

    private Duration early(DeviceId device, TenantLimits limits, Usage usage) {
        long perDevice = lower(limits.messagesPerSecondPerDevice(), deviceRate);
        if (perDevice > 0) {
            long now = nanos.getAsLong();
            Duration early =
                    devices.computeIfAbsent(device, id -> new Rate(now)).take(perDevice, now);
            if (!early.isZero()) {
                return early;
            }
        }
        return limits.messagesPerSecond() > 0
                ? usage.rate().take(limits.messagesPerSecond(), nanos.getAsLong())
                : Duration.ZERO;
    }

    private static long lower(long one, long other) {
        return one <= 0 ? other : other <= 0 ? one : Math.min(one, other);
    }

    /** Writes what has changed, and forgets the rates of devices that are silent. */
    void save() {
        long now = nanos.getAsLong();
        devices.values().removeIf(rate -> rate.idle(now));
        List<Write> batch = new ArrayList<>();
        tenants.forEach((tenant, usage) -> {
            byte[] changed = usage.changed();
            if (changed.length > 0) {
                batch.add(Write.put(tenant.getBytes(StandardCharsets.UTF_8), changed));
            }
        });
        if (!batch.isEmpty()) {
            store.write(batch).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("The usage of tenants could not be written: {}", failure.getMessage());
                }
            });
        }
    }

    void close() {
        save();
        store.close();
    }

    private record Open(Usage usage, Instant opened, Clock clock, AtomicBoolean closed) implements Lease {

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                usage.close(opened, clock.instant());
            }
        }
    }
}
