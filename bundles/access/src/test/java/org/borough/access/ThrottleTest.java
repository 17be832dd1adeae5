// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.borough.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final Throttle throttle = new Throttle(clock, 3, 60);

    @Test
    void someFailuresAreFree() {
        fail(2);

        assertThat(throttle.wait("mallory")).isZero();
    }

    @Test
    void everyFurtherOneDoublesTheWait() {
        fail(3);
        assertThat(throttle.wait("mallory")).isEqualTo(1);
        fail(1);
        assertThat(throttle.wait("mallory")).isEqualTo(2);
        fail(1);
        assertThat(throttle.wait("mallory")).isEqualTo(4);
    }

    @Test
    void theWaitEndsAndHasALimit() {
        fail(100);
        assertThat(throttle.wait("mallory")).isEqualTo(60);

        clock.advance(Duration.ofSeconds(60));
        assertThat(throttle.wait("mallory")).isZero();
        assertThat(throttle.closed()).isZero();
    }

    @Test
    void othersDoNotWait() {
        fail(100);

        assertThat(throttle.wait("alice")).isZero();
        assertThat(throttle.closed()).isOne();
    }

    @Test
    void successAndTimeForget() {
        fail(2);
        throttle.succeeded("mallory");
        fail(2);
        clock.advance(Duration.ofMinutes(61));
        fail(2);

        assertThat(throttle.wait("mallory")).isZero();
    }

    @Test
    void saysOnceThatItCloses() {
        assertThat(throttle.failed("mallory")).isFalse();
        assertThat(throttle.failed("mallory")).isFalse();
        assertThat(throttle.failed("mallory")).isTrue();
        assertThat(throttle.failed("mallory")).isFalse();
    }

    @Test
    void remembersNoMoreThanItCanHold() {
        for (int i = 0; i < 20_000; i++) {
            throttle.failed("user " + i);
            throttle.failed("user " + i);
            throttle.failed("user " + i);
        }

        assertThat(throttle.closed()).isEqualTo(10_000);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("mallory");
        }
    }
}
