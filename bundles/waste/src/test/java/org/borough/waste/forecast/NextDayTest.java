// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NextDayTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private final NextDay model = NextDay.learned(List.of(days(200, day -> 2 * (day % 5)), days(200, day -> day % 10)));

    @Test
    void aContainerThatFillsSteadilyGoesOnFilling() {
        Course course = course(33, day -> 2 * (day % 5));

        Forecast forecast = model.after(course, MONDAY.plusDays(33));

        assertThat(forecast.level()).isCloseTo(6, within(0.7));
        assertThat(forecast.low()).isLessThanOrEqualTo(forecast.high());
        assertThat(forecast.dueChance()).isLessThan(0.4);
    }

    @Test
    void aContainerThatIsEmptiedEveryFifthDayIsForecastEmptyThen() {
        Course course = course(35, day -> 2 * (day % 5));

        assertThat(model.after(course, MONDAY.plusDays(35)).level()).isLessThanOrEqualTo(1);
    }

    @Test
    void aContainerStuckAtFullStaysFull() {
        Course course = course(8, day -> 10);

        assertThat(course.stuckAtFull()).isTrue();
        assertThat(model.after(course, MONDAY.plusDays(8)).level()).isEqualTo(10);
    }

    @Test
    void aDayThatComesLateOrTwiceChangesNothing() {
        Course course = course(33, day -> 2 * (day % 5));
        Forecast before = model.after(course, MONDAY.plusDays(33));

        course.add(new Fill(MONDAY.plusDays(32), 9));
        course.add(new Fill(MONDAY.plusDays(3), 9));

        assertThat(model.after(course, MONDAY.plusDays(33))).isEqualTo(before);
    }

    @Test
    void aForecastForAContainerNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> model.after(new Course(), MONDAY)).hasMessageContaining("without a day");
    }

    private static Course course(int count, IntToDoubleFunction level) {
        Course course = new Course();
        days(count, level).forEach(course::add);
        return course;
    }

    private static List<Fill> days(int count, IntToDoubleFunction level) {
        return IntStream.range(0, count)
                .mapToObj(day -> new Fill(MONDAY.plusDays(day), level.applyAsDouble(day)))
                .toList();
    }
}
