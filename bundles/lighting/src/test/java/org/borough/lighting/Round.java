// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;

/** Nights in a street whose lamps report every ten minutes what the test lets them report. */
final class Round {

    private static final Cause DEVICE = Cause.of("integration:devices", "");
    private static final Duration STEP = Duration.ofMinutes(10);

    final City city;
    private final Map<String, Function<Double, List<Reading<?>>>> speakers = new TreeMap<>();

    private Round(City city) {
        this.city = city;
    }

    /** A street of so many lamps, 50 W each, 30 m apart, that burn at 80 % all night. */
    static Round of(int lamps, String rules) {
        City city = new City();
        for (int i = 1; i <= lamps; i++) {
            city.lamp("b:lamp-" + i, 52.5163, 13.3777 + i * 0.00044);
            city.twins.with("b:lamp-" + i, "{\"attributes\":{\"streetOrder\":" + i + "}}");
        }
        city.group(rules).start();
        Round round = new Round(city);
        for (int i = 1; i <= lamps; i++) {
            round.follows("b:lamp-" + i);
        }
        return round;
    }

    /** A street that is there already; nobody reports by itself. */
    static Round of(City city) {
        return new Round(city);
    }

    /** It draws what its level asks for. */
    Round follows(String lamp) {
        return draws(lamp, level -> level / 2);
    }

    /** It says the level that is asked of it and draws this. */
    Round draws(String lamp, Function<Double, Double> watts) {
        return says(lamp, level -> List.of(Luminaire.LEVEL.is(level), Luminaire.POWER.is(watts.apply(level))));
    }

    Round says(String lamp, Function<Double, List<Reading<?>>> words) {
        speakers.put(lamp, words);
        return this;
    }

    Round silent(String lamp) {
        speakers.remove(lamp);
        return this;
    }

    /** Sets a level by hand. */
    Round level(String lamp, double level) {
        city.twins.with(lamp, "{\"features\":{\"luminaire\":{\"desiredProperties\":{\"level\":" + level + "}}}}");
        return this;
    }

    /** Lets time pass until this local time. */
    Round until(String time) {
        Instant end = city.clock
                .instant()
                .atZone(City.DEFAULTS.zone())
                .with(java.time.LocalTime.parse(time))
                .toInstant();
        if (!end.isAfter(city.clock.instant())) {
            end = end.plus(Duration.ofDays(1));
        }
        return passes(Duration.between(city.clock.instant(), end));
    }

    Round minutes(int minutes) {
        return passes(Duration.ofMinutes(minutes));
    }

    private Round passes(Duration time) {
        Instant end = city.clock.instant().plus(time);
        while (city.clock.instant().isBefore(end)) {
            Instant next = city.clock.instant().plus(STEP);
            city.clock.set(next.isAfter(end) ? end : next);
            speakers.forEach((lamp, words) -> report(lamp, words.apply(wanted(lamp))));
            city.steering().tick();
        }
        return this;
    }

    private double wanted(String lamp) {
        return city.twins
                .get(ThingId.parse(lamp))
                .flatMap(twin -> twin.desired(Luminaire.LEVEL))
                .orElse(0.0);
    }

    <T> Round report(String lamp, Property<T> property, T value) {
        report(lamp, List.of(property.is(value)));
        return this;
    }

    void report(String lamp, List<Reading<?>> readings) {
        city.twins.report(ThingId.parse(lamp), readings, DEVICE);
    }

    Round tick() {
        city.steering().tick();
        return this;
    }

    /** The faults that hold: {@code kind site}. */
    List<String> alerts() {
        return each(
                "alerts",
                alert -> alert.path("kind").asText() + " " + alert.path("site").asText());
    }

    JsonNode alert(int index) {
        return city.state().path("alerts").path(index);
    }

    /** What began and ended, newest first. */
    List<String> log() {
        return each(
                "faultLog",
                entry -> entry.path("what").asText() + " " + entry.path("kind").asText() + " "
                        + entry.path("site").asText());
    }

    /** What is not believed: {@code kind thing quantity: evidence}. */
    List<String> findings() {
        return each(
                "findings",
                finding -> finding.path("kind").asText() + " "
                        + finding.path("thing").asText() + " "
                        + finding.path("quantity").asText() + ": "
                        + finding.path("evidence").asText());
    }

    private List<String> each(String list, Function<JsonNode, String> words) {
        return new ArrayList<>(StreamSupport.stream(city.state().path(list).spliterator(), false)
                .map(words)
                .toList());
    }
}
