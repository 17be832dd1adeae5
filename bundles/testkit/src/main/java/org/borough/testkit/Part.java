// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.twin.Change;

/** One place in a thing's JSON that a write touched, and how to write there. */
record Part(Change.Part kind, String feature, String path, Instant at) {

    static List<Part> of(List<Reading<?>> readings, Instant arrival) {
        return readings.stream()
                .map(reading -> new Part(
                        Change.Part.PROPERTY,
                        reading.property().feature(),
                        reading.property().path(),
                        reading.at(arrival)))
                .toList();
    }

    static List<Part> of(List<Setting> settings) {
        return of(Change.Part.DESIRED, settings);
    }

    static List<Part> reported(List<Setting> settings) {
        return of(Change.Part.PROPERTY, settings);
    }

    private static List<Part> of(Change.Part kind, List<Setting> settings) {
        return settings.stream()
                .map(setting -> new Part(kind, setting.feature(), setting.path(), Reading.ON_ARRIVAL))
                .toList();
    }

    static void put(ObjectNode twin, Reading<?> reading) {
        ObjectNode feature = twin.withObjectProperty("features")
                .withObjectProperty(reading.property().feature());
        if (!feature.has("definition")) {
            feature.putArray("definition").add(reading.property().model());
        }
        put(feature.withObjectProperty("properties"), reading.property().path(), Json.node(reading.value()));
    }

    static void put(ObjectNode twin, Setting setting) {
        put(twin, setting, "desiredProperties");
    }

    static void reports(ObjectNode twin, Setting setting) {
        put(twin, setting, "properties");
    }

    private static void put(ObjectNode twin, Setting setting, String part) {
        ObjectNode feature = twin.withObjectProperty("features").withObjectProperty(setting.feature());
        put(feature.withObjectProperty(part), setting.path(), Json.node(setting.value()));
    }

    private static void put(ObjectNode parent, String path, JsonNode value) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            parent.set(path, value);
            return;
        }
        String head = path.substring(0, slash);
        ObjectNode child = parent.get(head) instanceof ObjectNode object ? object : parent.putObject(head);
        put(child, path.substring(slash + 1), value);
    }

    /** The target with the patch in it, by the rules of RFC 7396. */
    static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(member -> {
            JsonNode present = target.get(member.getKey());
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else if (member.getValue() instanceof ObjectNode object) {
                ObjectNode base = present instanceof ObjectNode node ? node : Json.MAPPER.createObjectNode();
                target.set(member.getKey(), merged(base, object));
            } else {
                target.set(member.getKey(), member.getValue());
            }
        });
        return target;
    }

    static List<String> differences(String path, JsonNode wanted, JsonNode present) {
        if (!wanted.isObject()) {
            return wanted.equals(present) ? List.of() : List.of(path + " is " + present + ", not " + wanted + ".");
        }
        List<String> found = new ArrayList<>();
        wanted.properties()
                .forEach(member -> found.addAll(
                        differences(path + "/" + member.getKey(), member.getValue(), present.path(member.getKey()))));
        return found;
    }

    static List<Part> between(ObjectNode before, ObjectNode after, Instant at) {
        List<Part> parts = new ArrayList<>();
        leaves(parts, Change.Part.ATTRIBUTE, "", at, before.path("attributes"), after.path("attributes"), "");
        for (String feature : names(before.path("features"), after.path("features"))) {
            JsonNode old = before.path("features").path(feature);
            JsonNode now = after.path("features").path(feature);
            leaves(parts, Change.Part.PROPERTY, feature, at, old.path("properties"), now.path("properties"), "");
            JsonNode desired = now.path("desiredProperties");
            leaves(parts, Change.Part.DESIRED, feature, at, old.path("desiredProperties"), desired, "");
        }
        return parts;
    }

    private static void leaves(
            List<Part> parts, Change.Part kind, String feature, Instant at, JsonNode old, JsonNode now, String path) {
        if (old.equals(now)) {
            return;
        }
        if (!old.isObject() && !now.isObject()) {
            parts.add(new Part(kind, feature, path, at));
            return;
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        names(old, now)
                .forEach(name -> leaves(parts, kind, feature, at, old.path(name), now.path(name), prefix + name));
    }

    private static Set<String> names(JsonNode one, JsonNode other) {
        Set<String> names = new LinkedHashSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The value that stands here in a thing's JSON. */
    Optional<Object> in(JsonNode thing) {
        JsonNode root =
                switch (kind) {
                    case ATTRIBUTE -> thing.path("attributes");
                    case PROPERTY -> thing.path("features").path(feature).path("properties");
                    case DESIRED -> thing.path("features").path(feature).path("desiredProperties");
                };
        return Json.value(Json.at(root, path));
    }
}
