// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.borough.plausibility.DeviceWatch.Taken;
import org.borough.twin.Place;
import org.junit.jupiter.api.Test;

class DeviceWatchTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Range WATTS = new Range(0, 1000);
    private static final Duration LATE = Duration.ofHours(6);

    private final DeviceWatch watch = new DeviceWatch();

    private Taken says(double value, int at, int arrived) {
        return watch.hear(new Said("power", value, NOON.plusSeconds(at), NOON.plusSeconds(arrived)), WATTS, LATE);
    }

    private List<Doubt> doubts() {
        return watch.findings("t:1").stream().map(Finding::kind).toList();
    }

    @Test
    void each_reading_is_new_older_said_before_late_or_impossible() {
        assertThat(says(50, 0, 1)).isEqualTo(Taken.COUNTS);
        assertThat(says(50, 0, 2)).isEqualTo(Taken.SAID_BEFORE);
        assertThat(says(49, -60, 3)).isEqualTo(Taken.OLDER);
        assertThat(doubts()).isEmpty();
        assertThat(says(51, 0, 4)).as("the later word counts").isEqualTo(Taken.COUNTS);
        assertThat(says(5_000_000, 5, 5)).isEqualTo(Taken.IMPOSSIBLE);
        assertThat(says(Double.NaN, 6, 6)).isEqualTo(Taken.IMPOSSIBLE);
        assertThat(says(50, -7 * 3600, 7)).isEqualTo(Taken.LATE);
        assertThat(doubts()).containsExactlyInAnyOrder(Doubt.DUPLICATE, Doubt.IMPOSSIBLE, Doubt.LATE);
    }

    @Test
    void a_clock_that_is_off_by_hours_is_told_once_it_is_sure() {
        for (int i = 0; i < 3; i++) {
            assertThat(says(50, 60 * i + 7200, 60 * i)).isEqualTo(Taken.CLOCK);
        }
        assertThat(watch.findings("t:1").get(0).evidence())
                .isEqualTo("The last 3 readings say 120 minutes ahead of the time at which they came.");
        assertThat(says(50, 300, 300)).isEqualTo(Taken.COUNTS);
        assertThat(doubts()).isEmpty();
    }

    @Test
    void what_was_kept_back_and_comes_at_once_is_no_sign_of_a_wrong_clock() {
        for (int i = 0; i < 10; i++) {
            assertThat(says(50, 60 * i - 7200, i)).isEqualTo(Taken.COUNTS);
        }
        assertThat(doubts()).isEmpty();
    }

    @Test
    void it_is_missed_after_so_many_of_its_own_pauses() {
        assertThat(watch.rhythm().limit(4, Duration.ofMinutes(30), Duration.ofDays(1)))
                .as("nobody knows its rhythm yet")
                .isEqualTo(Duration.ofDays(1));
        for (int i = 0; i < 6; i++) {
            says(50, 900 * i, 900 * i);
            says(51, 900 * i + 1, 900 * i + 1);
        }
        says(50, 20_000, 20_000);
        assertThat(watch.rhythm().usual()).as("one long pause does not count").isEqualTo(Duration.ofMinutes(15));
        Duration limit = watch.rhythm().limit(4, Duration.ofMinutes(30), Duration.ofDays(1));
        assertThat(limit).isEqualTo(Duration.ofHours(1));
        Instant last = NOON.plusSeconds(20_000);
        assertThat(watch.silence("t:1", limit, last.plus(limit))).isEmpty();
        assertThat(watch.silence("t:1", limit, last.plus(limit).plusSeconds(1)))
                .hasValueSatisfying(finding -> assertThat(finding.json().toString())
                        .contains("\"silent\"", "\"t:1\"", "Last heard at 2026-11-21T17:33:20Z."));
    }

    @Test
    void a_device_that_moves_is_noticed() {
        assertThat(watch.stands(Optional.of(new Place(52.5, 13.4)), 50, NOON)).isFalse();
        assertThat(watch.stands(Optional.of(new Place(52.5001, 13.4)), 50, NOON))
                .isFalse();
        assertThat(watch.stands(Optional.of(new Place(52.52, 13.4)), 50, NOON)).isTrue();
        assertThat(watch.findings("t:1").get(0).evidence()).contains("Once: It stood 2213 m away, at 52.5001, 13.4000");
        watch.forget(NOON.plus(Duration.ofHours(25)));
        assertThat(doubts()).isEmpty();
    }
}
