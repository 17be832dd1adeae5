// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger happened = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void a_seconds_worth_comes_at_once_and_the_rest_in_time() {
        Pace pace = new Pace(100, timer);
        long start = System.nanoTime();
        for (int i = 0; i < 130; i++) {
            pace.next(happened::incrementAndGet);
        }

        assertThat(happened).hasValueBetween(100, 129);
        await().until(() -> happened.get() == 130);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
    }

    @Test
    void a_shorter_times_worth_comes_at_once_where_that_is_wanted() {
        Pace pace = new Pace(100, Duration.ofMillis(100), timer);
        long start = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            pace.next(happened::incrementAndGet);
        }

        assertThat(happened).hasValueBetween(10, 59);
        await().until(() -> happened.get() == 60);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void without_a_pace_nothing_waits() {
        Pace pace = new Pace(0, timer);
        for (int i = 0; i < 1_000; i++) {
            pace.next(happened::incrementAndGet);
        }

        assertThat(happened).hasValue(1_000);
    }
}
