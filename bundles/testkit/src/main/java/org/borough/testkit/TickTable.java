// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;

/**
 * Specifies a service as a table: at these times, given these changes, it wants this. Each row is run, and fails, where
 * it is written.
 *
 * <pre>{@code
 * TickTable.of(clock, twins, lighting::tick)
 *         .on("2026-03-01")
 *         .at("22:00").when(report("city:pir-1", PRESENT, true)).then(desire("city:lamp-1", LEVEL, 100.0))
 *         .at("22:05").thenNothing()
 *         .at("22:10").when(report("city:pir-1", PRESENT, false)).then(desire("city:lamp-1", LEVEL, 30.0));
 * }</pre>
 */
public final class TickTable {

    private final ManualClock clock;
    private final MemoryTwins twins;
    private final Consumer<Instant> service;
    private FakeCommands commands = new FakeCommands();
    private ZoneId zone = ZoneOffset.UTC;
    private LocalDate date;
    private Duration step = Duration.ZERO;

    private TickTable(ManualClock clock, MemoryTwins twins, Consumer<Instant> service) {
        this.clock = clock;
        this.twins = twins;
        this.service = service;
        this.date = LocalDate.ofInstant(clock.instant(), zone);
    }

    /** A table for a service that works when it is ticked; one that only listens gets an empty tick. */
    public static TickTable of(ManualClock clock, MemoryTwins twins, Consumer<Instant> tick) {
        twins.takeDesires();
        return new TickTable(clock, twins, tick);
    }

    /** Counts what is asked here as well. */
    public TickTable asking(FakeCommands asked) {
        commands = asked;
        return this;
    }

    /** The zone in which the times of the rows are meant; UTC without this. */
    public TickTable in(String zoneId) {
        zone = ZoneId.of(zoneId);
        return this;
    }

    /** The day of the rows that follow, {@code 2026-03-01}. */
    public TickTable on(String day) {
        date = LocalDate.parse(day);
        return this;
    }

    /** Ticks the service in such steps on the way from row to row, as a timer does. */
    public TickTable every(Duration interval) {
        step = interval;
        return this;
    }

    /**
     * Begins a row.
     *
     * @param time {@code 22:00} or {@code 22:00:30} of the table's day, or the next day when that has passed
     */
    public Row at(String time) {
        Instant until = instant(LocalTime.parse(time));
        while (until.isBefore(clock.instant())) {
            date = date.plusDays(1);
            until = instant(LocalTime.parse(time));
        }
        Instant next = clock.instant().plus(step);
        while (!step.isZero() && next.isBefore(until)) {
            clock.set(next);
            service.accept(next);
            next = next.plus(step);
        }
        clock.set(until);
        return new Row(date + " " + time, List.of());
    }

    private Instant instant(LocalTime time) {
        return LocalDateTime.of(date, time).atZone(zone).toInstant();
    }

    /** A device reports one property. */
    public static <T> Event report(String thing, Property<T> property, T value) {
        List<Reading<?>> readings = List.of(property.is(value));
        return twins -> twins.report(ThingId.parse(thing), readings, Cause.of("integration:devices", ""))
                .toCompletableFuture()
                .join();
    }

    /** Somebody wants one property. */
    public static <T> Event wish(String by, String thing, Property<T> property, T value) {
        return twins -> twins.wish(ThingId.parse(thing), List.of(Setting.of(property, value)), Cause.of(by, ""))
                .toCompletableFuture()
                .join();
    }

    /** A thing is merged with JSON, as a field expert or an operator does it. */
    public static Event merge(String thing, String json) {
        return twins -> twins.merge(ThingId.parse(thing), json, Cause.of("borough:admin", ""))
                .toCompletableFuture()
                .join();
    }

    /** The service is expected to want this of one property, for whatever reason. */
    public static <T> Wanted desire(String thing, Property<T> property, T value) {
        return new Wanted(thing, Setting.of(property, value), "");
    }

    /** The service is expected to want this, for a reason that contains these words. */
    public static <T> Wanted desire(String thing, Property<T> property, T value, String because) {
        return new Wanted(thing, Setting.of(property, value), because);
    }

    /** Something that happens in a row. */
    @FunctionalInterface
    public interface Event {

        /** Makes it happen. */
        void happen(MemoryTwins twins);
    }

    /**
     * Something that a row expects.
     *
     * @param thing whose property
     * @param setting what is wanted
     * @param because words of the reason, empty for any
     */
    public record Wanted(String thing, Setting setting, String because) {

        boolean matches(Wanted actual) {
            return thing.equals(actual.thing)
                    && setting.address().equals(actual.setting.address())
                    && same(setting.value(), actual.setting.value())
                    && actual.because.contains(because);
        }

        private static boolean same(Object one, Object other) {
            return one instanceof Number a && other instanceof Number b
                    ? Math.abs(a.doubleValue() - b.doubleValue()) < 1e-9
                    : one.equals(other);
        }

        @Override
        public String toString() {
            String reason = because.isEmpty() ? "" : " because '" + because + "'";
            return thing + " " + setting.address() + " = " + setting.value() + reason;
        }
    }

    /** One row of the table. */
    public final class Row {

        private final String name;
        private final List<Event> events;

        private Row(String name, List<Event> events) {
            this.name = name;
            this.events = events;
        }

        /** What happens, one after the other. */
        public Row when(Event... happenings) {
            return new Row(
                    name, Stream.concat(events.stream(), Stream.of(happenings)).toList());
        }

        /** What the service wants because of it, and since the row before: all of this and nothing else, in any order. */
        public TickTable then(Wanted... expected) {
            List<Wanted> actual = run();
            assertThat(actual)
                    .as("what the service wants at %s", name)
                    .usingElementComparator((one, other) -> one.matches(other) || other.matches(one) ? 0 : 1)
                    .containsExactlyInAnyOrder(expected);
            return TickTable.this;
        }

        /** The service leaves everything as it is. */
        public TickTable thenNothing() {
            assertThat(run()).as("what the service wants at %s", name).isEmpty();
            return TickTable.this;
        }

        /** The service asks things for these acts, written {@code thing subject}; what it desires does not matter. */
        public TickTable thenAsks(String... acts) {
            run();
            assertThat(commands.takeAsked())
                    .as("what the service asks at %s", name)
                    .extracting(act -> act.thing() + " " + act.subject())
                    .containsExactlyInAnyOrder(acts);
            return TickTable.this;
        }

        /** Whatever the service does, something else is so in the end. */
        public TickTable thenSo(String what, Supplier<Boolean> condition) {
            run();
            assertThat(condition.get()).as("%s at %s", what, name).isTrue();
            return TickTable.this;
        }

        private List<Wanted> run() {
            events.forEach(event -> event.happen(twins));
            service.accept(clock.instant());
            return twins.takeDesires().stream()
                    .flatMap(desire -> desire.settings().stream()
                            .map(setting -> new Wanted(
                                    desire.thing().toString(),
                                    setting,
                                    desire.cause().reason())))
                    .toList();
        }
    }
}
