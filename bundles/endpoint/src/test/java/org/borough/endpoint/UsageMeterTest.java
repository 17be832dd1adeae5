// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.connect.TenantLimits;
import org.borough.connect.TenantLimits.MaxTtl;
import org.borough.connect.TenantLimits.Quota;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

    private static final DeviceId LAMP = new DeviceId("springfield", "lamp");
    private static final Instant START = Instant.parse("2026-03-16T12:00:00Z");
    private static final long NO = TenantLimits.UNLIMITED;

    private final MemoryStore store = new MemoryStore();
    private final AtomicLong nanos = new AtomicLong();
    private TenantLimits limits = TenantLimits.NONE;
    private Instant now = START;

    private UsageMeter meter() {
        return new UsageMeter(new Limited(), store, -1, new Moving(), nanos::get);
    }

    @Test
    void whoHasNoLimitsPasses() {
        UsageMeter meter = meter();
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Granted.class);
        assertThat(meter.message(LAMP, 1_000_000)).isEqualTo(Meter.Verdict.PASS);
    }

    @Test
    void aClosedConnectionMakesRoomForAnother() {
        limits = limits(1, Quota.NONE, Quota.NONE, NO, NO);
        UsageMeter meter = meter();
        Meter.Lease lease = ((Meter.Opened.Granted) meter.open(LAMP)).lease();
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Exhausted.class);
        lease.close();
        lease.close();
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Granted.class);
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Exhausted.class);
    }

    @Test
    void aVolumeIsUsedUpUntilItsPeriodEnds() {
        limits = limits(NO, new Quota(1000, START, 7), Quota.NONE, NO, NO);
        UsageMeter meter = meter();
        assertThat(meter.message(LAMP, 999).passes()).isTrue();
        assertThat(meter.message(LAMP, 500).passes()).isTrue();
        Meter.Verdict verdict = meter.message(LAMP, 1);
        assertThat(verdict.limit()).isEqualTo(Meter.Limit.VOLUME);
        assertThat(verdict.reason()).contains("2026-03-23T12:00:00Z");
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Exhausted.class);
        now = START.plus(Duration.ofDays(7));
        assertThat(meter.message(LAMP, 1).passes()).isTrue();
    }

    @Test
    void aMonthThatBeganBeforeTheQuotaGivesItsPart() {
        limits = limits(NO, new Quota(3100, START, 0), Quota.NONE, NO, NO);
        UsageMeter meter = meter();
        assertThat(meter.message(LAMP, 1600).passes()).isTrue();
        assertThat(meter.message(LAMP, 1).limit()).isEqualTo(Meter.Limit.VOLUME);
        now = Instant.parse("2026-04-01T00:00:00Z");
        assertThat(meter.message(LAMP, 3099).passes()).isTrue();
        assertThat(meter.message(LAMP, 1).passes()).isTrue();
        assertThat(meter.message(LAMP, 1).passes()).isFalse();
    }

    @Test
    void smallMessagesCountAsTheSmallestUnit() {
        limits = new TenantLimits(NO, new Quota(2048, START, 1), Quota.NONE, 1024, NO, NO, MaxTtl.NONE);
        UsageMeter meter = meter();
        assertThat(meter.message(LAMP, 1).passes()).isTrue();
        assertThat(meter.message(LAMP, 0).passes()).isTrue();
        assertThat(meter.message(LAMP, 1).passes()).isFalse();
    }

    @Test
    void openConnectionsUseUpConnectionTime() {
        limits = limits(NO, Quota.NONE, new Quota(60, START, 1), NO, NO);
        UsageMeter meter = meter();
        Meter.Lease lease = ((Meter.Opened.Granted) meter.open(LAMP)).lease();
        now = START.plus(Duration.ofMinutes(59));
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Granted.class);
        now = START.plus(Duration.ofMinutes(60));
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Exhausted.class);
        lease.close();
        now = START.plus(Duration.ofDays(1)).plusSeconds(60);
        assertThat(meter.open(LAMP)).isInstanceOf(Meter.Opened.Granted.class);
    }

    @Test
    void whatWasUsedOutlivesARestart() {
        limits = limits(NO, new Quota(1000, START, 7), Quota.NONE, NO, NO);
        UsageMeter before = meter();
        before.message(LAMP, 1000);
        before.close();
        assertThat(meter().message(LAMP, 1).limit()).isEqualTo(Meter.Limit.VOLUME);
    }

    @Test
    void aDeviceIsHeldToItsRateAndOthersAreNot() {
        limits = limits(NO, Quota.NONE, Quota.NONE, NO, 10);
        UsageMeter meter = meter();
        for (int i = 0; i < 10; i++) {
            assertThat(meter.message(LAMP, 1).passes()).isTrue();
        }
        Meter.Verdict verdict = meter.message(LAMP, 1);
        assertThat(verdict.limit()).isEqualTo(Meter.Limit.RATE);
        assertThat(verdict.pause()).isEqualTo(Duration.ofMillis(100));
        assertThat(meter.message(new DeviceId("springfield", "bin"), 1).passes())
                .isTrue();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(meter.message(LAMP, 1).passes()).isTrue();
    }

    private static TenantLimits limits(long connections, Quota volume, Quota time, long perTenant, long perDevice) {
        return new TenantLimits(connections, volume, time, 0, perTenant, perDevice, MaxTtl.NONE);
    }

    private final class Moving extends Clock {

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final class Limited implements Registrations {

        @Override
        public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
            throw new UnsupportedOperationException("nobody logs in at a meter");
        }

        @Override
        public Admission admit(DeviceId device, String gateway, String protocol) {
            throw new UnsupportedOperationException("a meter lets nobody in");
        }

        @Override
        public TenantLimits limits(String tenant) {
            return limits;
        }

        @Override
        public List<Registration> list(String tenant) {
            return List.of();
        }
    }
}
