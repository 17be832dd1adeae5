// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.sun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.twin.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SunTest {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/dd/yyyy");
    private static final ZoneId GMT = ZoneId.of("GMT");
    private static final Place NOVOSIBIRSK = new Place(55.03, 82.91);
    private static final Place PENNSYLVANIA = new Place(39.9937, -75.7850);
    private static final Twilight[] ORDER = {Twilight.ASTRONOMICAL, Twilight.NAUTICAL, Twilight.CIVIL, Twilight.OFFICIAL
    };

    static Stream<String> days() throws IOException {
        try (InputStream table = SunTest.class.getResourceAsStream("sun-39_9937N-75_7850W-America-New_York-2008.csv")) {
            return new String(table.readAllBytes(), StandardCharsets.US_ASCII).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("days")
    void agrees_with_the_table_within_two_minutes_on_every_day(String line) {
        String[] cells = line.split(",");
        LocalDate day = LocalDate.parse(cells[0], DAY);
        Sun sun = new Sun(PENNSYLVANIA, ZoneId.of("America/New_York"));
        for (int i = 0; i < ORDER.length; i++) {
            agrees(cells[1 + i], sun.rise(day, ORDER[i]), line);
            agrees(cells[8 - i], sun.set(day, ORDER[i]), line);
        }
    }

    private static void agrees(String cell, Optional<ZonedDateTime> computed, String line) {
        LocalTime expected = LocalTime.parse(cell);
        assertThat(computed).as(line).isPresent();
        Duration difference = Duration.between(expected, computed.get().toLocalTime());
        assertThat(difference.abs()).as(line).isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_white_night_falls_back_to_the_darkest_twilight_that_comes() {
        Instant midnight = Instant.parse("2012-06-20T18:30:00Z");
        List<Night> nights = new Sun(NOVOSIBIRSK, GMT).nights(LocalDate.parse("2012-06-20"), Twilight.ASTRONOMICAL);
        assertThat(nights).anyMatch(night -> night.has(midnight));
    }

    @Test
    void the_polar_day_has_no_night_and_the_polar_night_no_day() {
        Sun tromso = new Sun(new Place(69.65, 18.96), ZoneId.of("Europe/Oslo"));
        assertThat(tromso.nights(LocalDate.parse("2026-06-20"), Twilight.OFFICIAL))
                .isEmpty();
        Instant noon = Instant.parse("2026-12-21T11:00:00Z");
        assertThat(tromso.nights(LocalDate.parse("2026-12-21"), Twilight.OFFICIAL))
                .anyMatch(night -> night.has(noon));
        assertThat(tromso.nights(LocalDate.parse("2026-12-21"), Twilight.CIVIL)).noneMatch(night -> night.has(noon));
    }
}
