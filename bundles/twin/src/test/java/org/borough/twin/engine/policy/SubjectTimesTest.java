// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.ditto.base.model.common.DittoDuration;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.SubjectExpiry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTimesTest {

    @ParameterizedTest
    @CsvSource({
        "PT5S,   2026-01-01T10:20:31.2Z, 2026-01-01T10:20:35Z",
        "PT5S,   2026-01-01T10:20:35Z,   2026-01-01T10:20:35Z",
        "PT15M,  2026-01-01T10:45:00.1Z, 2026-01-01T11:00:00Z",
        "PT1H,   2026-01-01T10:45:00Z,   2026-01-01T11:00:00Z",
        "PT12H,  2026-01-01T13:00:00Z,   2026-01-02T00:00:00Z",
        "P10D,   2026-01-12T13:00:00Z,   2026-01-21T00:00:00Z",
        "PT0.1S, 2026-01-01T10:00:00.0101Z, 2026-01-01T10:00:00.100Z"
    })
    void an_end_is_rounded_up_on_a_grid_that_begins_with_the_next_larger_unit(String grid, String end, String rounded) {
        var times = new SubjectTimes(Duration.parse(grid), Duration.ofSeconds(1));
        assertThat(times.rounded(SubjectExpiry.newInstance(Instant.parse(end))).getTimestamp())
                .isEqualTo(Instant.parse(rounded));
    }

    @ParameterizedTest
    @CsvSource({"7s, 7s", "6500ms, 7000ms", "0s, 1s", "1m, 1m"})
    void the_time_of_an_announcement_is_rounded_up_in_its_own_unit(String before, String rounded) {
        var times = new SubjectTimes(Duration.ofHours(1), Duration.ofSeconds(1));
        var announcement = SubjectAnnouncement.of(DittoDuration.parseDuration(before), false);
        assertThat(times.rounded(announcement).getBeforeExpiry().map(DittoDuration::toString))
                .contains(rounded);
    }

    @Test
    void an_announcement_of_the_deletion_alone_stays_as_it_is() {
        var announcement = SubjectAnnouncement.of(null, true);
        assertThat(new SubjectTimes(Duration.ofHours(1), Duration.ofMinutes(1)).rounded(announcement))
                .isEqualTo(announcement);
    }
}
