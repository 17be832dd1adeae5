// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;

/**
 * A place in a thing.
 *
 * @param feature the feature's id, empty outside features
 * @param rest what follows {@code attributes}, {@code properties} or {@code desiredProperties}
 */
record ThingPath(Part part, JsonPointer pointer, String feature, JsonPointer rest) {

    /** The places that Ditto has commands for. */
    enum Part {
        THING,
        POLICY_ID,
        DEFINITION,
        ATTRIBUTES,
        ATTRIBUTE,
        FEATURES,
        FEATURE,
        FEATURE_DEFINITION,
        PROPERTIES,
        PROPERTY,
        DESIRED_PROPERTIES,
        DESIRED_PROPERTY,
        OTHER
    }

    static ThingPath of(JsonPointer pointer) {
        if (pointer.isEmpty()) {
            return new ThingPath(Part.THING, pointer, "", pointer);
        }
        boolean leaf = pointer.getLevelCount() == 1;
        return switch (pointer.getRoot().map(JsonKey::toString).orElse("")) {
            case "policyId" -> top(leaf ? Part.POLICY_ID : Part.OTHER, pointer);
            case "definition" -> top(leaf ? Part.DEFINITION : Part.OTHER, pointer);
            case "attributes" ->
                new ThingPath(leaf ? Part.ATTRIBUTES : Part.ATTRIBUTE, pointer, "", pointer.nextLevel());
            case "features" -> leaf ? top(Part.FEATURES, pointer) : inFeature(pointer);
            default -> top(Part.OTHER, pointer);
        };
    }

    /** Whether this is a part of a feature, which must be there first. */
    boolean needsFeature() {
        return switch (part) {
            case FEATURE_DEFINITION, PROPERTIES, PROPERTY, DESIRED_PROPERTIES, DESIRED_PROPERTY -> true;
            default -> false;
        };
    }

    private static ThingPath top(Part part, JsonPointer pointer) {
        return new ThingPath(part, pointer, "", JsonPointer.empty());
    }

    private static ThingPath inFeature(JsonPointer pointer) {
        String feature = pointer.get(1).map(JsonKey::toString).orElse("");
        JsonPointer rest = pointer.getSubPointer(3).orElse(JsonPointer.empty());
        Part part =
                switch (pointer.get(2).map(JsonKey::toString).orElse("")) {
                    case "" -> Part.FEATURE;
                    case "definition" -> rest.isEmpty() ? Part.FEATURE_DEFINITION : Part.OTHER;
                    case "properties" -> rest.isEmpty() ? Part.PROPERTIES : Part.PROPERTY;
                    case "desiredProperties" -> rest.isEmpty() ? Part.DESIRED_PROPERTIES : Part.DESIRED_PROPERTY;
                    default -> Part.OTHER;
                };
        return new ThingPath(part, pointer, feature, rest);
    }
}
