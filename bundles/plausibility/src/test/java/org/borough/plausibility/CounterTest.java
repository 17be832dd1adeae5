// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.borough.plausibility.Counter.Kind;
import org.junit.jupiter.api.Test;

class CounterTest {

    private final Counter counter = new Counter();

    private void takes(double reading, Kind kind, double advance) {
        Counter.Step step = counter.take(reading, 10);
        assertThat(step.kind()).as("%s", reading).isEqualTo(kind);
        assertThat(step.advance()).as("%s", reading).isEqualTo(advance);
    }

    @Test
    void a_counter_adds_what_it_advances() {
        takes(1000, Kind.BEGUN, 0);
        takes(1000, Kind.SAME, 0);
        takes(1007, Kind.ADVANCED, 7);
    }

    @Test
    void a_counter_that_was_set_back_goes_on_from_there() {
        takes(1000, Kind.BEGUN, 0);
        takes(3, Kind.BACK, 0);
        takes(8, Kind.ADVANCED, 5);
    }

    @Test
    void one_wild_reading_costs_nothing() {
        takes(1000, Kind.BEGUN, 0);
        takes(99_999, Kind.JUMPED, 0);
        takes(1004, Kind.RETURNED, 4);
        takes(1006, Kind.ADVANCED, 2);
        assertThat(counter.isShared()).isFalse();
    }

    @Test
    void two_devices_that_speak_as_one_are_found() {
        takes(1000, Kind.BEGUN, 0);
        takes(200, Kind.BACK, 0);
        takes(1002, Kind.RETURNED, 2);
        takes(202, Kind.RETURNED, 2);
        takes(1004, Kind.SHARED, 0);
        takes(204, Kind.SHARED, 0);
        assertThat(counter.isShared()).isTrue();
        for (int i = 0; i < 25; i++) {
            counter.take(205 + i, 10);
        }
        assertThat(counter.isShared()).as("one of them fell silent").isFalse();
    }
}
