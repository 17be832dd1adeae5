// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.view.PlainValues;
import org.borough.twin.view.Trees;

/** Writes in Ditto's protocol. */
final class Patches {

    private static final String FEATURES = "features";

    private Patches() {}

    /** What a device reported; features that the thing lacks get their model as definition. */
    static ObjectNode report(ThingId thing, MirrorState known, List<Reading<?>> readings, Cause cause) {
        return report(thing, known, MissingNode.getInstance(), readings, cause);
    }

    /**
     * The same where earlier patches may be still under way.
     *
     * @param sent what those patches, one over the other, do to the features
     */
    static ObjectNode report(ThingId thing, MirrorState known, JsonNode sent, List<Reading<?>> readings, Cause cause) {
        ObjectNode patch = Trees.object();
        ObjectNode stamps = Trees.object();
        JsonNode features = known.tree().path(FEATURES);
        for (Reading<?> reading : readings) {
            Property<?> property = reading.property();
            if (!property.model().isEmpty() && !features.has(property.feature()) && !patch.has(property.feature())) {
                Trees.child(patch, property.feature()).putArray("definition").add(property.model());
            }
            List<String> path = PlainValues.path(property.path(), property.feature(), "properties");
            JsonNode value = PlainValues.json(reading.value(), property.address());
            JsonNode change = Trees.replacing(Trees.at(features, path), value);
            put(patch, path, Trees.replacing(Trees.at(sent, path), change));
            if (!reading.at().equals(Reading.ON_ARRIVAL)) {
                put(Trees.child(stamps, FEATURES), path, stamp(reading.at()));
            }
        }
        ObjectNode command = command(thing, "merge", "/features", patch, cause);
        if (!stamps.isEmpty()) {
            Trees.child(command, "headers").put(Mirror.STAMPS, stamps.toString());
        }
        return command;
    }

    /** What somebody wants. */
    static ObjectNode desire(ThingId thing, MirrorState known, List<Setting> settings, Cause cause) {
        ObjectNode patch = Trees.object();
        JsonNode features = known.tree().path(FEATURES);
        for (Setting setting : settings) {
            List<String> path = PlainValues.path(setting.path(), setting.feature(), "desiredProperties");
            JsonNode value = PlainValues.json(setting.value(), setting.address());
            put(patch, path, Trees.replacing(Trees.at(features, path), value));
        }
        return command(thing, "merge", "/features", patch, cause);
    }

    /** A part of a thing, or a thing that is not there yet. */
    static ObjectNode merge(ThingId thing, MirrorState known, ObjectNode given, Cause cause) {
        if (known.alive()) {
            return command(thing, "merge", "/", Trees.ownMembers(given), cause);
        }
        ObjectNode whole = (ObjectNode) Trees.merged(Trees.object(), Trees.ownMembers(given));
        whole.put("thingId", thing.toString());
        for (String policy : List.of("_policy", "_copyPolicyFrom")) {
            if (given.has(policy)) {
                whole.set(policy, given.get(policy));
            }
        }
        return command(thing, "create", "/", whole, cause);
    }

    private static ObjectNode stamp(Instant at) {
        return Trees.object().put("at", at.toString());
    }

    private static void put(ObjectNode tree, List<String> path, JsonNode value) {
        ObjectNode node = tree;
        for (String key : path.subList(0, path.size() - 1)) {
            node = Trees.child(node, key);
        }
        node.set(path.get(path.size() - 1), value);
    }

    private static ObjectNode command(ThingId thing, String action, String path, JsonNode value, Cause cause) {
        ObjectNode command = Trees.object();
        command.put("topic", topic(thing) + "/things/twin/commands/" + action);
        ObjectNode headers = command.putObject("headers");
        headers.put("content-type", action.equals("merge") ? "application/merge-patch+json" : "application/json");
        headers.put(Mirror.BY, cause.by());
        if (!cause.reason().isEmpty()) {
            headers.put(Mirror.REASON, cause.reason());
        }
        command.put("path", path);
        command.set("value", value);
        return command;
    }

    private static String topic(ThingId thing) {
        String id = thing.toString();
        int colon = id.indexOf(':');
        String namespace = id.substring(0, colon);
        return (namespace.isEmpty() ? "_" : namespace) + '/' + id.substring(colon + 1);
    }
}
