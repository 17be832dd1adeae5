// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.borough.engine.Recordings;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.twin.History;
import org.borough.twin.engine.history.Gathered;
import org.borough.twin.engine.history.ReadingSeries;
import org.borough.twin.engine.history.SeriesReader;
import org.borough.twin.view.PlainValues;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertyNotAccessibleException;

/** Reads the history of recorded properties for services and, behind policies, for front doors. */
final class PastValues implements History, Recordings {

    private static final int PROPERTY_LEVELS = 4;

    private final Entities entities;
    private final Access access;
    private final Recording recording;
    private final SeriesReader reader;
    private final Executor threads;

    PastValues(Entities entities, Access access, Recording recording, SeriesReader reader, Executor threads) {
        this.entities = entities;
        this.access = access;
        this.recording = recording;
        this.reader = reader;
        this.threads = threads;
    }

    @Override
    public Optional<Duration> recorded(org.borough.thing.ThingId thing, Property<?> property) {
        return series(thing.toString(), property.feature(), property.path())
                .map(series -> recording.days(entities, series).orElse(0))
                .filter(days -> days > 0)
                .map(Duration::ofDays);
    }

    @Override
    public <T> CompletionStage<List<Reading<T>>> readings(
            org.borough.thing.ThingId thing, Property<T> property, Span span, int most) {
        return entries(thing, property, span, Duration.ZERO, most).thenApply(entries -> entries.stream()
                .flatMap(entry -> PlainValues.as(property.type(), entry.last()).stream()
                        .map(value -> property.is(value, entry.at())))
                .toList());
    }

    @Override
    public CompletionStage<List<Bucket>> buckets(
            org.borough.thing.ThingId thing, Property<?> property, Span span, Duration resolution, int most) {
        if (resolution.isNegative() || resolution.isZero()) {
            throw new IllegalArgumentException("The resolution is " + resolution + " but must be positive.");
        }
        return entries(thing, property, span, resolution, most).thenApply(entries -> entries.stream()
                .filter(entry -> entry.numbers().getCount() > 0)
                .map(PastValues::bucket)
                .toList());
    }

    private static Bucket bucket(Gathered entry) {
        return new Bucket(
                entry.at(),
                entry.numbers().getCount(),
                entry.numbers().getMin(),
                entry.numbers().getMax(),
                entry.numbers().getSum(),
                number(entry.first()),
                number(entry.last()));
    }

    private static double number(JsonNode value) {
        return value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.asDouble(Double.NaN);
    }

    private CompletionStage<List<Gathered>> entries(
            org.borough.thing.ThingId thing, Property<?> property, Span span, Duration resolution, int most) {
        return CompletableFuture.supplyAsync(
                () -> series(thing.toString(), property.feature(), property.path())
                        .map(series -> all(series, span, resolution, most))
                        .orElse(List.of()),
                threads);
    }

    private List<Gathered> all(ReadingSeries series, Span span, Duration resolution, int most) {
        List<Gathered> all = new ArrayList<>();
        Optional<Instant> next = Optional.of(span.from());
        while (next.isPresent() && all.size() < most) {
            SeriesReader.Page page = reader.read(series, next.get(), span.to(), resolution, most - all.size());
            all.addAll(page.entries());
            next = page.next();
        }
        return all;
    }

    private Optional<ReadingSeries> series(String thing, String feature, String path) {
        return entities.thing(thing)
                .map(Entity::state)
                .filter(State::alive)
                .map(state -> new ReadingSeries(thing, state.created(), feature, path));
    }

    @Override
    public CompletionStage<Page> read(Wanted wanted) {
        return CompletableFuture.supplyAsync(() -> page(wanted), threads);
    }

    private Page page(Wanted wanted) {
        Grants grants = grants(wanted);
        AuthorizationContext who = wanted.headers().getAuthorizationContext();
        List<Recordings.Series> found = new ArrayList<>();
        int left = wanted.most();
        boolean some = false;
        for (int i = 0; i < wanted.places().size(); i++) {
            JsonPointer place = wanted.places().get(i);
            if (!isProperty(place) || !grants.all("thing", place, who, Grants.READ)) {
                continue;
            }
            some = true;
            int index = i;
            if (wanted.start().filter(start -> start.place() > index).isPresent()) {
                continue;
            }
            if (left == 0) {
                return new Page(found, Optional.of(new Next(i, wanted.from())));
            }
            Instant from = wanted.start()
                    .filter(start -> start.place() == index)
                    .map(Next::from)
                    .orElse(wanted.from());
            ReadingSeries series = seriesAt(wanted.thing(), place);
            SeriesReader.Page page = reader.read(series, from, wanted.to(), wanted.resolution(), left);
            found.add(shown(place, series, page.entries()));
            left -= page.entries().size();
            if (page.next().isPresent()) {
                return new Page(found, Optional.of(new Next(i, page.next().get())));
            }
        }
        if (!some) {
            throw refusal(wanted);
        }
        return new Page(found, Optional.empty());
    }

    private Grants grants(Wanted wanted) {
        ThingId id = wanted.thing();
        DittoHeaders headers = wanted.headers();
        State state = entities.thing(id.toString())
                .map(Entity::state)
                .filter(State::alive)
                .orElseThrow(() -> ThingFaults.missing(id, ThingPath.of(JsonPointer.empty()), headers));
        return access.of(state.policyId(), id)
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, state.policyId(), false, headers));
    }

    private static RuntimeException refusal(Wanted wanted) {
        ThingPath path = ThingPath.of(wanted.places().get(0));
        return FeaturePropertyNotAccessibleException.newBuilder(wanted.thing(), path.feature(), path.rest())
                .dittoHeaders(wanted.headers())
                .build();
    }

    private static boolean isProperty(JsonPointer place) {
        return place.getLevelCount() >= PROPERTY_LEVELS && ThingPath.of(place).part() == ThingPath.Part.PROPERTY;
    }

    private ReadingSeries seriesAt(ThingId thing, JsonPointer place) {
        ThingPath path = ThingPath.of(place);
        List<String> segments = new ArrayList<>();
        path.rest().forEach(key -> segments.add(key.toString()));
        return series(thing.toString(), path.feature(), String.join("/", segments))
                .orElseThrow(() -> ThingFaults.missing(thing, ThingPath.of(JsonPointer.empty()), DittoHeaders.empty()));
    }

    private Recordings.Series shown(JsonPointer place, ReadingSeries series, List<Gathered> entries) {
        return new Recordings.Series(
                place,
                recording.days(entities, series).orElse(0),
                entries.stream()
                        .map(entry -> new Recordings.Entry(
                                entry.at(), entry.count(), json(entry.first()), json(entry.last()), entry.numbers()))
                        .toList());
    }

    private static JsonValue json(JsonNode value) {
        return JsonFactory.readFrom(value.toString());
    }
}
