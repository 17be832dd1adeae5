// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;

/**
 * Takes an event apart into the changes of single values. A value inside a value is a change of its own, and so is the
 * value around it, so that whoever holds a key of either sees it.
 */
public final class Changes {

    /**
     * One step of a twin.
     *
     * @param cause who took it
     * @param path where, key by key
     * @param patch what was merged there, when it was a merge
     * @param stamps the event's metadata: the devices' times of the values
     */
    public record Step(
            TwinState before,
            TwinState after,
            Cause cause,
            List<String> path,
            Optional<JsonNode> patch,
            JsonNode stamps) {}

    private final ThingId thing;
    private final Step step;
    private final ObjectNode before;
    private final ObjectNode after;
    private final JsonNode stamps;
    private final List<Change> found = new ArrayList<>();

    private Changes(ThingId thing, Step step) {
        this.thing = thing;
        this.step = step;
        this.before = step.before().tree();
        this.after = step.after().tree();
        this.stamps = step.stamps();
    }

    /** The changes of one step, outer values first. */
    public static List<Change> of(ThingId thing, Step step) {
        Changes changes = new Changes(thing, step);
        List<String> path = step.path();
        for (int levels = 1; levels < path.size(); levels++) {
            changes.addValue(path.subList(0, levels));
        }
        changes.walk(path, Trees.at(changes.before, path), Trees.at(changes.after, path), step.patch());
        return changes.found;
    }

    /** A place and what is in it; with a patch only what the patch speaks of. */
    private void walk(List<String> path, JsonNode old, JsonNode now, Optional<JsonNode> patch) {
        if (!leadsToValues(path)) {
            return;
        }
        if (isValue(path) || cameOrWent(path, old, now)) {
            add(path, old, now);
        }
        Optional<JsonNode> selective = patch.filter(JsonNode::isObject);
        Set<String> keys = new LinkedHashSet<>();
        if (selective.isPresent()) {
            selective.get().fieldNames().forEachRemaining(keys::add);
        } else {
            old.fieldNames().forEachRemaining(keys::add);
            now.fieldNames().forEachRemaining(keys::add);
        }
        for (String key : keys) {
            List<String> child = new ArrayList<>(path.size() + 1);
            child.addAll(path);
            child.add(key);
            walk(child, old.path(key), now.path(key), selective.map(object -> object.get(key)));
        }
    }

    private void addValue(List<String> path) {
        if (isValue(path)) {
            add(path, Trees.at(before, path), Trees.at(after, path));
        }
    }

    private void add(List<String> path, JsonNode old, JsonNode now) {
        if (old.isMissingNode() && now.isMissingNode()) {
            return;
        }
        boolean inFeature = path.get(0).equals("features");
        int start = inFeature ? 3 : 1;
        found.add(new Change(
                thing,
                step.after().revision(),
                part(path),
                inFeature ? path.get(1) : "",
                path.size() > start ? String.join("/", path.subList(start, path.size())) : "",
                PlainValues.plain(old),
                PlainValues.plain(now),
                time(path),
                step.cause()));
    }

    /** The device's time when it gave one. */
    private Instant time(List<String> path) {
        JsonNode stamp =
                stamps.isMissingNode() ? stamps : Trees.at(stamps, path).path("at");
        return stamp.isTextual()
                ? Instant.parse(stamp.textValue())
                : step.after().modified();
    }

    private static boolean cameOrWent(List<String> path, JsonNode old, JsonNode now) {
        boolean whole = path.size() == 2 && path.get(0).equals("features")
                || path.size() == 1 && path.get(0).equals("attributes");
        return whole && old.isMissingNode() != now.isMissingNode();
    }

    private static boolean isValue(List<String> path) {
        int size = path.size();
        return size > 1 && path.get(0).equals("attributes") || size > 3 && isSection(path);
    }

    private static boolean isSection(List<String> path) {
        return path.get(0).equals("features")
                && (path.get(2).equals("properties") || path.get(2).equals("desiredProperties"));
    }

    private static boolean leadsToValues(List<String> path) {
        if (path.isEmpty() || path.get(0).equals("attributes")) {
            return true;
        }
        return path.get(0).equals("features") && (path.size() < 3 || isSection(path));
    }

    private static Change.Part part(List<String> path) {
        if (path.get(0).equals("attributes")) {
            return Change.Part.ATTRIBUTE;
        }
        return path.size() > 2 && path.get(2).equals("desiredProperties") ? Change.Part.DESIRED : Change.Part.PROPERTY;
    }
}
