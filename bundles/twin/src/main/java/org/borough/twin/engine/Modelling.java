// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingModels;
import org.borough.engine.ThingModels.Models;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/** Lends models to commands. They are loaded before a command enters its thing's lane, never within. */
final class Modelling {

    private static final int MAX_ATTEMPTS = 5;
    private static final String DEFINITION = "definition";

    private volatile ThingModels service;

    void bind(ThingModels models) {
        service = models;
    }

    void unbind(ThingModels models) {
        if (service == models) {
            service = null;
        }
    }

    /** Runs work with the models of some definitions, again with more of them while it finds that it needs more. */
    <T> CompletionStage<T> with(Supplier<Set<String>> definitions, Function<Models, CompletionStage<T>> work) {
        return service == null ? work.apply(NoModels.EVER) : with(definitions.get(), work, MAX_ATTEMPTS);
    }

    private <T> CompletionStage<T> with(
            Set<String> definitions, Function<Models, CompletionStage<T>> work, int attempts) {
        ThingModels models = service;
        if (models == null) {
            return work.apply(NoModels.EVER);
        }
        CompletionStage<Models> ready = definitions.isEmpty()
                ? CompletableFuture.completedFuture(NoModels.YET)
                : models.load(Set.copyOf(definitions));
        return ready.thenCompose(loaded -> attempt(definitions, loaded, work, attempts));
    }

    private <T> CompletionStage<T> attempt(
            Set<String> definitions, Models models, Function<Models, CompletionStage<T>> work, int attempts) {
        CompletionStage<T> stage;
        try {
            stage = work.apply(models);
        } catch (ModelsMissing missing) {
            stage = CompletableFuture.failedFuture(missing);
        }
        return stage.handle((result, failure) -> {
                    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
                    if (cause instanceof ModelsMissing missing && attempts > 1) {
                        Set<String> more = new HashSet<>(definitions);
                        more.addAll(missing.definitions());
                        return with(more, work, attempts - 1);
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(result)
                            : CompletableFuture.<T>failedFuture(failure);
                })
                .thenCompose(Function.identity());
    }

    /** Ends an attempt unless these definitions were loaded for it. */
    static void require(Models models, Set<String> definitions) {
        if (!models.covers(definitions)) {
            throw new ModelsMissing(definitions);
        }
    }

    /** The definitions that decide about a change at a path of a thing. */
    static Set<String> deciding(ThingPath path, JsonObject thing) {
        return switch (path.part()) {
            case POLICY_ID, OTHER -> Set.of();
            case DEFINITION, ATTRIBUTES, ATTRIBUTE -> ofThing(thing);
            case THING, FEATURES -> all(thing);
            case FEATURE -> union(ofThing(thing), ofFeature(thing, path.feature()));
            default -> ofFeature(thing, path.feature());
        };
    }

    /** The definitions of a thing and of all of its features. */
    static Set<String> all(JsonObject thing) {
        Set<String> all = new HashSet<>(ofThing(thing));
        Iterable<JsonField> features = thing.getValue(Places.FEATURES)
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject)
                .orElse(JsonObject.empty());
        features.forEach(feature -> all.addAll(first(feature.getValue())));
        return all;
    }

    static Set<String> ofThing(JsonObject thing) {
        return thing.getValue(DEFINITION)
                .filter(JsonValue::isString)
                .map(value -> Set.of(value.asString()))
                .orElse(Set.of());
    }

    static Set<String> ofFeature(JsonObject thing, String feature) {
        return thing.getValue(Places.FEATURES.addLeaf(JsonKey.of(feature)))
                .map(Modelling::first)
                .orElse(Set.of());
    }

    /** A feature's first definition is its own; those behind it are what that one extends. */
    static Set<String> first(JsonValue feature) {
        Optional<JsonValue> definitions = feature.isObject() && !feature.isNull()
                ? feature.asObject().getValue(DEFINITION).filter(JsonValue::isArray)
                : Optional.empty();
        return definitions
                .flatMap(array -> array.asArray().get(0))
                .filter(JsonValue::isString)
                .map(value -> Set.of(value.asString()))
                .orElse(Set.of());
    }

    /** Refuses a change that the models of what was or would be there do not allow. */
    static void check(Models models, ThingPath path, ThingChange change) {
        if (models == NoModels.EVER) {
            return;
        }
        require(models, union(deciding(path, change.before()), deciding(path, change.after())));
        models.check(change);
    }

    /** A new feature, or new features, with what their definitions begin with. */
    static JsonValue begin(Models models, ThingPath path, JsonValue given, DittoHeaders headers) {
        boolean object = given.isObject() && !given.isNull();
        if (models == NoModels.EVER || !object) {
            return given;
        }
        return switch (path.part()) {
            case FEATURE -> beginFeature(models, path.feature(), given, headers);
            case FEATURES -> {
                JsonObjectBuilder features = JsonFactory.newObjectBuilder();
                for (JsonField field : given.asObject()) {
                    features.set(field.getKey(), beginFeature(models, field.getKeyName(), field.getValue(), headers));
                }
                yield features.build();
            }
            default -> given;
        };
    }

    private static JsonValue beginFeature(Models models, String id, JsonValue feature, DittoHeaders headers) {
        Set<String> definitions = first(feature);
        require(models, definitions);
        return definitions.isEmpty() ? feature : models.beginFeature(id, feature.asObject(), headers);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** An attempt found definitions in its way that were not loaded for it. */
    static final class ModelsMissing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Set<String> definitions;

        ModelsMissing(Set<String> definitions) {
            super("Models are not loaded: " + definitions, null, false, false);
            this.definitions = definitions;
        }

        Set<String> definitions() {
            return definitions;
        }
    }
}
