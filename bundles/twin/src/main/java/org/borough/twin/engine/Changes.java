// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.events.ThingMerged;

/**
 * Takes an event apart into the changes of single values. A value inside a value is a change of its own, and so is the
 * value around it, so that whoever holds a key of either sees it.
 */
final class Changes {

    private final ThingId thing;
    private final Happened happened;
    private final JsonObject before;
    private final JsonObject after;
    private final List<Change> found = new ArrayList<>();

    private Changes(ThingId thing, Happened happened) {
        this.thing = thing;
        this.happened = happened;
        this.before = happened.before().json();
        this.after = happened.after().json();
    }

    static List<Change> of(ThingId thing, Happened happened) {
        Changes changes = new Changes(thing, happened);
        JsonPointer path = happened.event().getResourcePath();
        Optional<JsonValue> patch =
                happened.event() instanceof ThingMerged ? happened.event().getEntity() : Optional.empty();
        changes.above(path);
        changes.walk(path, patch);
        return changes.found;
    }

    /** The values that the changed one is in. */
    private void above(JsonPointer path) {
        for (int levels = 1; levels < path.getLevelCount(); levels++) {
            path.getPrefixPointer(levels - 1).filter(this::isValue).ifPresent(this::add);
        }
    }

    /** A place and what is in it; with a patch only what the patch speaks of. */
    private void walk(JsonPointer path, Optional<JsonValue> patch) {
        if (isValue(path) || cameOrWent(path)) {
            add(path);
        }
        Set<JsonKey> keys = new LinkedHashSet<>();
        Optional<JsonObject> selective = patch.filter(JsonValue::isObject)
                .filter(value -> !value.isNull())
                .map(JsonValue::asObject);
        if (selective.isPresent()) {
            keys.addAll(selective.get().getKeys());
        } else {
            addKeys(before, path, keys);
            addKeys(after, path, keys);
        }
        for (JsonKey key : keys) {
            JsonPointer child = path.addLeaf(key);
            if (leadsToValues(child)) {
                walk(child, selective.flatMap(object -> object.getValue(JsonFactory.newPointer(key))));
            }
        }
    }

    private void add(JsonPointer path) {
        Optional<JsonValue> old = at(before, path);
        Optional<JsonValue> now = at(after, path);
        if (old.isEmpty() && now.isEmpty()) {
            return;
        }
        ThingPath place = ThingPath.of(path);
        found.add(new Change(
                thing,
                happened.after().revision(),
                part(place),
                place.feature(),
                text(place.rest()),
                old.flatMap(PlainValues::plain),
                now.flatMap(PlainValues::plain),
                time(path),
                happened.cause()));
    }

    /** The device's time when it gave one. */
    private Instant time(JsonPointer path) {
        return happened.event()
                .getMetadata()
                .flatMap(metadata -> metadata.getValue(path.addLeaf(JsonFactory.newKey("at"))))
                .filter(JsonValue::isString)
                .map(at -> Instant.parse(at.asString()))
                .orElse(happened.after().modified());
    }

    private boolean cameOrWent(JsonPointer path) {
        ThingPath.Part part = ThingPath.of(path).part();
        boolean whole = part == ThingPath.Part.FEATURE || part == ThingPath.Part.ATTRIBUTES;
        return whole && at(before, path).isPresent() != at(after, path).isPresent();
    }

    private boolean isValue(JsonPointer path) {
        return switch (ThingPath.of(path).part()) {
            case ATTRIBUTE, PROPERTY, DESIRED_PROPERTY -> true;
            default -> false;
        };
    }

    private static boolean leadsToValues(JsonPointer path) {
        return switch (ThingPath.of(path).part()) {
            case THING, POLICY_ID, DEFINITION, FEATURE_DEFINITION, OTHER -> false;
            default -> true;
        };
    }

    private static Change.Part part(ThingPath place) {
        return switch (place.part()) {
            case ATTRIBUTE, ATTRIBUTES -> Change.Part.ATTRIBUTE;
            case DESIRED_PROPERTY -> Change.Part.DESIRED;
            default -> Change.Part.PROPERTY;
        };
    }

    private static void addKeys(JsonObject json, JsonPointer path, Set<JsonKey> keys) {
        at(json, path)
                .filter(JsonValue::isObject)
                .filter(value -> !value.isNull())
                .ifPresent(value -> keys.addAll(value.asObject().getKeys()));
    }

    private static Optional<JsonValue> at(JsonObject json, JsonPointer path) {
        return path.isEmpty() ? Optional.of(json) : json.getValue(path);
    }

    private static String text(JsonPointer rest) {
        List<String> segments = new ArrayList<>();
        rest.forEach(key -> segments.add(key.toString()));
        return String.join("/", segments);
    }
}
