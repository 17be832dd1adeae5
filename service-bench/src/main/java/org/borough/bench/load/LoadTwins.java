// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;

/** Twins in memory: listeners are called before a write returns. */
class LoadTwins implements Twins {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Cause DEVICES = Cause.of("integration:devices", "");

    private final Map<ThingId, LoadTwin> twins = new ConcurrentHashMap<>();
    private final List<TwinListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong pages = new AtomicLong();
    private final Clock clock;
    private final BiConsumer<ThingId, Double> wishes;

    /** Twins that tell each level that is wanted of a lamp. */
    LoadTwins(Clock clock, BiConsumer<ThingId, Double> wishes) {
        this.clock = clock;
        this.wishes = wishes;
    }

    void add(ThingId id, String feature, String model, Map<String, Object> attributes, Place place, String document) {
        twins.put(
                id,
                new LoadTwin(
                        id,
                        1,
                        clock.instant(),
                        feature,
                        model,
                        attributes,
                        Map.of(),
                        Map.of(),
                        Optional.ofNullable(place),
                        document));
    }

    /** How many pages were shown. */
    long pages() {
        return pages.get();
    }

    <T> void report(ThingId id, Property<T> property, T value) {
        report(id, List.of(property.is(value)), DEVICES);
    }

    @Override
    public CompletionStage<Void> report(ThingId id, List<Reading<?>> readings, Cause cause) {
        for (Reading<?> reading : readings) {
            Instant now = clock.instant();
            String path = reading.property().path();
            Optional<Object> before =
                    Optional.ofNullable(twins.get(id).reported().get(path));
            LoadTwin after = twins.computeIfPresent(id, (key, twin) -> twin.reporting(path, reading.value(), now));
            tell(after, Change.Part.PROPERTY, path, before, reading.value(), cause);
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> desire(ThingId id, List<Setting> settings, Cause cause) {
        for (Setting setting : settings) {
            String path = setting.path();
            LoadTwin after =
                    twins.computeIfPresent(id, (key, twin) -> twin.wanting(path, setting.value(), clock.instant()));
            wishes.accept(id, ((Number) setting.value()).doubleValue());
            tell(after, Change.Part.DESIRED, path, Optional.empty(), setting.value(), cause);
        }
        return CompletableFuture.completedStage(null);
    }

    private void tell(
            LoadTwin twin, Change.Part part, String path, Optional<Object> before, Object after, Cause cause) {
        Change change = new Change(
                twin.id(),
                twin.revision(),
                part,
                twin.feature(),
                path,
                before,
                Optional.of(after),
                twin.modified(),
                cause);
        listeners.forEach(listener -> listener.changed(twin, change));
    }

    @Override
    public CompletionStage<Void> merge(ThingId id, String json, Cause cause) {
        pages.incrementAndGet();
        twins.compute(id, (key, twin) -> merged(key, Optional.ofNullable(twin), json));
        return CompletableFuture.completedStage(null);
    }

    private LoadTwin merged(ThingId id, Optional<LoadTwin> before, String json) {
        String document =
                before.map(LoadTwin::document).filter(text -> !text.isEmpty()).orElse("{}");
        LoadTwin twin = before.orElseGet(
                () -> new LoadTwin(id, 0, clock.instant(), "", "", Map.of(), Map.of(), Map.of(), Optional.empty(), ""));
        try {
            return twin.saying(
                    merged(MAPPER.readTree(document), MAPPER.readTree(json)).toString(), clock.instant());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 7396. */
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? (ObjectNode) target : MAPPER.createObjectNode();
        patch.fields().forEachRemaining(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                result.set(field.getKey(), merged(result.path(field.getKey()), field.getValue()));
            }
        });
        return result;
    }

    @Override
    public Optional<Twin> get(ThingId id) {
        return Optional.ofNullable(twins.get(id));
    }

    @Override
    public List<Twin> find(Interest interest) {
        return List.copyOf(twins.values());
    }

    @Override
    public Subscription listen(Interest interest, TwinListener listener) {
        twins.values().forEach(listener::present);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<Provisioned> provision(ThingId id, String thing, String policy, Cause cause) {
        return merge(id, thing, cause).thenApply(done -> new Provisioned(true, List.of()));
    }

    @Override
    public CompletionStage<Void> delete(ThingId id, Cause cause) {
        twins.remove(id);
        listeners.forEach(listener -> listener.gone(id));
        return CompletableFuture.completedStage(null);
    }
}
