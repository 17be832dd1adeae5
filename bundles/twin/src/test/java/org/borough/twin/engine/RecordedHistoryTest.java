// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.ADMIN;
import static org.borough.twin.engine.EngineFixture.DEVICES;
import static org.borough.twin.engine.EngineFixture.LAMP;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.POLICY;
import static org.borough.twin.engine.EngineFixture.THING;
import static org.borough.twin.engine.EngineFixture.as;
import static org.borough.twin.engine.EngineFixture.done;
import static org.borough.twin.engine.EngineFixture.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.borough.engine.Recordings;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.twin.History.Bucket;
import org.borough.twin.History.Span;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.FeatureProperties;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertyNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperties;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What recorded properties said, from the write that brought it to the answer. The fixture's time is 2026. */
class RecordedHistoryTest {

    private static final Property<Double> LEVEL = Property.of("borough:luminaire:1.0.0", "level", Double.class);
    private static final Property<Double> POWER = Property.of("borough:luminaire:1.0.0", "power", Double.class);
    private static final Property<Boolean> ON = Property.of("borough:luminaire:1.0.0", "on", Boolean.class);
    private static final Property<String> MOOD = Property.of("city:mood:1.0.0", "mood", String.class);
    private static final Instant NOON = Instant.parse("2025-12-31T12:00:00Z");
    private static final Span ALL = new Span(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z"));

    private final MemoryStore store = new MemoryStore();
    private EngineFixture fixture = fixture("luminaire/mood=10").withLamp();

    private EngineFixture fixture(String... recorded) {
        return new EngineFixture(store, TwinEngine.Settings.DEFAULT, List.of(recorded));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void report(Reading<?>... readings) {
        done(fixture.engine.twins().report(LAMP, List.of(readings), DEVICES));
    }

    private <T> List<T> values(Property<T> property) {
        return done(fixture.engine.values().readings(LAMP, property, ALL, 1000)).stream()
                .map(Reading::value)
                .toList();
    }

    private List<Bucket> hours() {
        return done(fixture.engine.values().buckets(LAMP, LEVEL, ALL, Duration.ofHours(1), 100));
    }

    @Test
    void readings_come_back_in_the_order_of_the_devices_times() {
        report(LEVEL.is(20.0, NOON.plusSeconds(20)));
        report(LEVEL.is(10.0, NOON.plusSeconds(10)), POWER.is(7.0, NOON));

        List<Reading<Double>> readings =
                done(fixture.engine.values().readings(LAMP, LEVEL, new Span(NOON, NOON.plusSeconds(60)), 10));

        assertThat(readings)
                .containsExactly(LEVEL.is(10.0, NOON.plusSeconds(10)), LEVEL.is(20.0, NOON.plusSeconds(20)));
        assertThat(values(POWER)).containsExactly(7.0);
    }

    @Test
    void a_value_that_is_repeated_is_a_reading_and_one_that_is_sent_twice_is_not() {
        report(LEVEL.is(20.0, NOON));
        report(LEVEL.is(20.0, NOON.plusSeconds(1)));
        report(LEVEL.is(20.0, NOON.plusSeconds(1)));

        assertThat(done(fixture.engine.values().readings(LAMP, LEVEL, new Span(NOON, NOON.plusSeconds(9)), 10)))
                .hasSize(2);
    }

    @Test
    void what_apps_write_is_recorded_as_well() {
        var admin = as("borough:admin");
        fixture.run(ModifyFeatureProperty.of(LAMP_ID, "luminaire", JsonPointer.of("level"), JsonValue.of(30), admin));
        fixture.run(ModifyFeatureProperties.of(
                LAMP_ID,
                "luminaire",
                FeatureProperties.newBuilder().set("level", 30).set("on", true).build(),
                admin));
        fixture.run(ModifyFeatureProperty.of(LAMP_ID, "vendor", JsonPointer.of("raw"), JsonValue.of("y"), admin));

        assertThat(values(LEVEL)).containsExactly(10.0, 30.0, 30.0);
        assertThat(values(ON)).containsExactly(true);
        assertThat(values(Property.of("a:vendor:1", "raw", String.class))).isEmpty();
    }

    @Test
    void texts_are_recorded_when_that_is_configured() {
        report(MOOD.in("luminaire").is("dim"));
        report(MOOD.in("luminaire").is("bright"));

        assertThat(values(MOOD.in("luminaire"))).containsExactly("dim", "bright");
        assertThat(done(fixture.engine.values().buckets(LAMP, MOOD.in("luminaire"), ALL, Duration.ofDays(1), 9)))
                .isEmpty();
    }

    @Test
    void a_clock_that_is_far_ahead_or_before_all_clocks_is_not_believed() {
        report(LEVEL.is(1.0, Instant.parse("2050-01-01T00:00:00Z")));
        report(LEVEL.is(2.0, Instant.parse("1960-01-01T00:00:00Z")));

        assertThat(values(LEVEL)).containsExactly(10.0, 1.0, 2.0);
    }

    @Test
    void what_is_older_than_the_retention_is_not_even_recorded() {
        report(LEVEL.is(1.0, NOON.minus(Duration.ofDays(500))));

        assertThat(values(LEVEL)).containsExactly(10.0);
        assertThat(fixture.engine.values().recorded(LAMP, LEVEL)).contains(Duration.ofDays(400));
        assertThat(fixture.engine.values().recorded(LAMP, MOOD)).isEqualTo(Optional.empty());
    }

    @Test
    void readings_are_gathered_by_hours_and_hours_without_readings_are_left_out() {
        for (int minute = 0; minute < 180; minute += 10) {
            if (minute / 60 != 1) {
                report(LEVEL.is((double) minute, NOON.plus(Duration.ofMinutes(minute))));
            }
        }

        List<Bucket> hours = hours();

        assertThat(hours).hasSize(3);
        assertThat(hours.get(0)).isEqualTo(new Bucket(NOON, 6, 0, 50, 150, 0, 50));
        assertThat(hours.get(0).mean()).isEqualTo(25);
        assertThat(hours.get(1).start()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(hours.get(2).first()).isEqualTo(10);
    }

    @Test
    void everything_is_there_after_a_start() {
        report(LEVEL.is(20.0, NOON));
        fixture.close();
        fixture = fixture();

        assertThat(values(LEVEL)).containsExactly(20.0, 10.0);
    }

    @Test
    void a_reading_that_is_not_on_disk_is_not_in_the_history() {
        store.refuse(true);
        failure(fixture.engine.twins().report(LAMP, List.of(LEVEL.is(20.0, NOON)), DEVICES));
        store.refuse(false);

        assertThat(values(LEVEL)).containsExactly(10.0);
    }

    @Test
    void what_comes_after_a_deleted_thing_does_not_inherit_its_history() {
        report(LEVEL.is(20.0, NOON));
        fixture.run(DeleteThing.of(LAMP_ID, as("borough:admin")));
        assertThat(values(LEVEL)).isEmpty();

        Thing again = Thing.newBuilder()
                .setId(LAMP_ID)
                .setPolicyId(PolicyId.of(LAMP_ID))
                .build();
        fixture.run(CreateThing.of(again, null, as("borough:admin")));

        assertThat(values(LEVEL)).isEmpty();
    }

    private Recordings.Page read(List<String> places, int most, Optional<Recordings.Next> start, String subject) {
        return done(fixture.engine.values().read(wanted(places, most, start, subject)));
    }

    private static Recordings.Wanted wanted(
            List<String> places, int most, Optional<Recordings.Next> start, String subject) {
        return new Recordings.Wanted(
                as(subject),
                LAMP_ID,
                places.stream().map(JsonPointer::of).toList(),
                ALL.from(),
                ALL.to(),
                Duration.ZERO,
                most,
                start);
    }

    @Test
    void several_properties_are_read_page_by_page() {
        report(LEVEL.is(20.0, NOON), POWER.is(1.0, NOON));
        report(POWER.is(2.0, NOON.plusSeconds(1)));
        List<String> places = List.of("/features/luminaire/properties/level", "/features/luminaire/properties/power");

        Recordings.Page first = read(places, 3, Optional.empty(), "borough:admin");
        Recordings.Page second = read(places, 3, first.next(), "borough:admin");

        assertThat(first.series()).extracting(series -> series.entries().size()).containsExactly(2, 1);
        assertThat(first.series()).extracting(Recordings.Series::recordedDays).containsExactly(400, 400);
        assertThat(first.next()).contains(new Recordings.Next(1, NOON.plusSeconds(1)));
        assertThat(second.series()).hasSize(1);
        assertThat(second.series().get(0).entries().get(0).last()).isEqualTo(JsonValue.of(2.0));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void the_policy_of_the_present_value_guards_the_past() {
        String level = "/features/luminaire/properties/level";
        String raw = "/features/vendor/properties/raw";

        assertThat(read(List.of(raw, level), 9, Optional.empty(), "borough:guest")
                        .series())
                .extracting(series -> series.place().toString())
                .containsExactly(level);
        assertThat(failure(fixture.engine.values().read(wanted(List.of(raw), 9, Optional.empty(), "borough:guest")))
                        .getClass())
                .isEqualTo(FeaturePropertyNotAccessibleException.class);
        assertThat(failure(fixture.engine
                                .values()
                                .read(wanted(List.of("/attributes/street"), 9, Optional.empty(), "borough:admin")))
                        .getClass())
                .isEqualTo(FeaturePropertyNotAccessibleException.class);
        fixture.run(DeleteThing.of(LAMP_ID, as("borough:admin")));
        assertThat(failure(fixture.engine.values().read(wanted(List.of(level), 9, Optional.empty(), "borough:admin"))))
                .isInstanceOf(ThingNotAccessibleException.class);
    }

    @Test
    void things_that_nobody_records_cost_nothing() {
        int before = store.size();
        done(fixture.engine
                .twins()
                .provision(
                        org.borough.thing.ThingId.parse("city:plain"),
                        THING.replace("city:lamp-1", "city:plain")
                                .replace("borough:luminaire", "other:lamp")
                                .replace("luminaire", "light"),
                        POLICY,
                        ADMIN));

        assertThat(store.size() - before).isEqualTo(4);
    }
}
