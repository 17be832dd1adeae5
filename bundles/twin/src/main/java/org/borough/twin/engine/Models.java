// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** The definitions of a thing's features as one text. Things of a kind share it. */
final class Models {

    private static final int MAX_KNOWN = 10_000;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    String after(State before, JsonPointer changed, JsonObject json) {
        return mayChange(changed) ? same(of(json)) : before.models();
    }

    String same(String models) {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        String earlier = known.putIfAbsent(models, models);
        return earlier == null ? models : earlier;
    }

    /** Whether a feature's definition provides a capability, named with or without its version. */
    static boolean provides(String definition, String capability) {
        return definition.equals(capability)
                || definition.startsWith(capability) && definition.charAt(capability.length()) == ':';
    }

    private static boolean mayChange(JsonPointer changed) {
        if (changed.isEmpty()) {
            return true;
        }
        boolean features = changed.getRoot().map(JsonKey::toString).orElse("").equals("features");
        boolean below = changed.getLevelCount() > 2
                && !changed.get(2).map(JsonKey::toString).orElse("").equals("definition");
        return features && !below;
    }

    private static String of(JsonObject thing) {
        TreeSet<String> definitions = new TreeSet<>();
        thing.getValue(Places.FEATURES).filter(JsonValue::isObject).ifPresent(features -> {
            for (JsonField feature : features.asObject()) {
                addDefinitions(feature.getValue(), definitions);
            }
        });
        return definitions.isEmpty() ? "" : ' ' + String.join(" ", definitions) + ' ';
    }

    static void addDefinitions(JsonValue feature, Collection<String> definitions) {
        if (!feature.isObject()) {
            return;
        }
        feature.asObject()
                .getValue(Places.DEFINITION)
                .filter(JsonValue::isArray)
                .ifPresent(array -> array.asArray().stream()
                        .filter(JsonValue::isString)
                        .map(JsonValue::asString)
                        .forEach(definitions::add));
    }
}
