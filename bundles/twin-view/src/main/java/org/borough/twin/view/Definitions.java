// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.TreeSet;
import org.borough.twin.Interest;

/** The definitions of a thing's features as one text: each once, between spaces, so that nobody need parse for them. */
public final class Definitions {

    private Definitions() {}

    /** The text of a thing's definitions. */
    public static String of(ObjectNode thing) {
        TreeSet<String> definitions = new TreeSet<>();
        thing.path("features").forEach(feature -> add(feature, definitions));
        return definitions.isEmpty() ? "" : ' ' + String.join(" ", definitions) + ' ';
    }

    /** Whether a feature's definition provides a capability, named with or without its version. */
    public static boolean provides(String definition, String capability) {
        return definition.equals(capability)
                || definition.startsWith(capability) && definition.charAt(capability.length()) == ':';
    }

    /** Whether a twin is of interest to somebody. */
    public static boolean concerns(Interest interest, TwinState twin) {
        return twin.alive() && (interest.capabilities().isEmpty() || providesOne(twin.models(), interest));
    }

    /** Whether a thing with these definitions provides one of the capabilities that somebody is interested in. */
    static boolean providesOne(String models, Interest interest) {
        return interest.capabilities().stream()
                .anyMatch(capability ->
                        models.contains(' ' + capability + ' ') || models.contains(' ' + capability + ':'));
    }

    /** Whether a feature with these definitions could be there: quick, and never wrong when it says no. */
    static boolean mayProvide(String models, String capability) {
        return models.contains(capability);
    }

    private static void add(JsonNode feature, Collection<String> definitions) {
        for (JsonNode definition : feature.path("definition")) {
            if (definition.isTextual()) {
                definitions.add(definition.textValue());
            }
        }
    }
}
