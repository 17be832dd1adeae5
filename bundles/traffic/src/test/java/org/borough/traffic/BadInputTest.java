// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.borough.thing.BoroughException;
import org.borough.things.TrafficFlow;
import org.junit.jupiter.api.Test;

class BadInputTest {

    private final Streets streets = new Streets()
            .segment("t:s1", "")
            .area("")
            .drives("t:s1", at -> 40)
            .start()
            .minutes(10);

    @Test
    void an_impossible_speed_is_not_counted_and_told() {
        streets.report("t:s1-counter", TrafficFlow.SPEED, 900, streets.clock.instant());
        streets.minutes(5);
        assertThat(streets.findings("t:s1")).containsExactly("impossible");
        assertThat(streets.travel("t:s1").path("speed").asDouble()).isEqualTo(40);
    }

    @Test
    void minus_one_says_that_nobody_passed_and_nothing_is_wrong() {
        streets.silent("t:s1");
        streets.report("t:s1-counter", TrafficFlow.SPEED, -1, streets.clock.instant());
        streets.report("t:s1-counter", TrafficFlow.FLOW, 0, streets.clock.instant());
        streets.minutes(5);
        assertThat(streets.findings("t:s1")).isEmpty();
        assertThat(streets.travel("t:s1").has("speed")).isFalse();
        assertThat(streets.travel("t:s1").path("flow").asDouble(-1)).isZero();
        assertThat(streets.travel("t:s1").path("level").asText("none")).isEmpty();
    }

    @Test
    void a_clock_that_is_off_by_hours_counts_by_the_time_of_arrival_and_makes_the_state_doubtful() {
        streets.silent("t:s1");
        for (int i = 0; i < 12; i++) {
            Instant now = streets.clock.instant().plus(Duration.ofMinutes(5));
            streets.minutes(5);
            streets.report("t:s1-counter", TrafficFlow.SPEED, 20, now.plus(Duration.ofHours(3)));
            streets.tick();
        }
        streets.minutes(5);
        assertThat(streets.findings("t:s1")).contains("clock");
        assertThat(streets.travel("t:s1").path("quality").asText()).isEqualTo("doubtful");
        assertThat(streets.travel("t:s1").path("speed").asDouble()).isEqualTo(20);
    }

    @Test
    void a_reading_twice_counts_once_and_two_values_for_one_time_are_told() {
        Instant at = streets.clock.instant();
        streets.report("t:s1-counter", TrafficFlow.SPEED, 30, at);
        streets.report("t:s1-counter", TrafficFlow.SPEED, 30, at);
        streets.tick();
        assertThat(streets.findings("t:s1")).isEmpty();
        streets.report("t:s1-counter", TrafficFlow.SPEED, 31, at);
        streets.minutes(5);
        assertThat(streets.findings("t:s1")).containsExactly("duplicate");
    }

    @Test
    void a_late_reading_counts_for_its_own_step_and_one_that_is_too_late_for_none() {
        Instant old = streets.clock.instant().minus(Duration.ofHours(5));
        streets.report("t:s1-counter", TrafficFlow.SPEED, 12, old);
        streets.minutes(5);
        assertThat(streets.findings("t:s1")).containsExactly("late");
        assertThat(streets.travel("t:s1").path("speed").asDouble()).isEqualTo(40);
    }

    @Test
    void a_counter_that_was_moved_says_nothing_of_its_segment_until_that_names_it_anew() {
        streets.counter("t:s1-counter", 13.3900);
        streets.drives("t:s1", at -> 12).minutes(30);
        assertThat(streets.findings("t:s1")).containsExactly("moved");
        JsonNode finding =
                streets.feature("t:s1", "trafficForecast").path("findings").get(0);
        assertThat(finding.path("effect").asText()).contains("until the segment's counters are written anew");
        assertThat(streets.travel("t:s1").path("quality").asText()).isEqualTo("unknown");
    }

    @Test
    void metres_per_second_are_taken_for_what_they_are_and_not_used() {
        streets.drives("t:s1", at -> 13.9 + at.getEpochSecond() % 7 * 0.05).minutes(205 * 5);
        assertThat(streets.findings("t:s1")).contains("unit");
        assertThat(streets.travel("t:s1").path("quality").asText()).isEqualTo("unknown");
    }

    @Test
    void a_counter_that_always_says_the_same_is_stuck() {
        streets.minutes(40 * 5);
        assertThat(streets.findings("t:s1")).containsExactly("stuck");
        assertThat(streets.travel("t:s1").path("quality").asText()).isNotEqualTo("measured");
    }

    @Test
    void a_silent_segment_is_estimated_from_the_days_before_or_unknown() {
        streets.silent("t:s1");
        streets.minutes(30);
        assertThat(streets.travel("t:s1").path("quality").asText()).isEqualTo("unknown");
        assertThat(streets.state().path("status").path("reason").asText())
                .isEqualTo("1 of 1 segments are not measured now.");
        streets.drives("t:s1", at -> 40 + at.getEpochSecond() / 300 % 3).minutes(1440);
        streets.silent("t:s1");
        streets.minutes(30);
        assertThat(streets.travel("t:s1").path("quality").asText()).isEqualTo("estimated");
    }

    @Test
    void a_segment_without_area_or_with_unknown_keys_is_told_by_the_service() {
        streets.segment("t:lost", "t:nowhere", "")
                .segment("t:odd", ",'fredSpeed':1")
                .minutes(5);
        JsonNode wrong = streets.feature("borough:traffic", "trafficService").path("segmentsNotUsed");
        assertThat(wrong.path("t:lost").asText()).isEqualTo("Its area t:nowhere holds no rules.");
        assertThat(wrong.path("t:odd").asText()).contains("fredSpeed is not known");
    }

    @Test
    void a_wrong_setting_is_refused_with_its_key() {
        assertThat(catchThrowableOfType(
                        BoroughException.class, () -> Settings.of(Map.of("tickSeconds", "never", "service.pid", "x"))))
                .hasMessageContaining("etc/org.borough.traffic.cfg: tickSeconds is \"never\"");
    }
}
