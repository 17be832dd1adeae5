// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;

/** The definitions of a thing's features as one text. Things of a kind share it. */
final class Models {

    private static final int MAX_KNOWN = 10_000;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    String after(State before, JsonPointer changed, Document document) {
        return mayChange(changed) ? same(of(document.tree())) : before.models();
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

    /** Whether a feature with these definitions could be there: quick, and never wrong when it says no. */
    static boolean mayProvide(String models, String capability) {
        return models.contains(capability);
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

    private static String of(ObjectNode thing) {
        TreeSet<String> definitions = new TreeSet<>();
        thing.path("features").forEach(feature -> addDefinitions(feature, definitions));
        return definitions.isEmpty() ? "" : ' ' + String.join(" ", definitions) + ' ';
    }

    static void addDefinitions(JsonNode feature, Collection<String> definitions) {
        for (JsonNode definition : feature.path("definition")) {
            if (definition.isTextual()) {
                definitions.add(definition.textValue());
            }
        }
    }
}
