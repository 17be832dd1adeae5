// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Map;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionFailedException;

/** Leaves out of a merge those parts whose own conditions do not hold. */
final class PatchConditions {

    private PatchConditions() {}

    /** The part of a patch that is to be applied; paths are relative to where it is to be applied. */
    static JsonValue apply(DittoHeaders headers, Grants grants, Entity entity, State before, JsonValue patch) {
        Map<JsonPointer, String> conditions =
                headers.getThingMergePatchConditions().orElse(Map.of());
        JsonValue left = patch;
        for (Map.Entry<JsonPointer, String> condition : conditions.entrySet()) {
            if (!Guards.holds(condition.getValue(), headers, grants, entity, before)) {
                left = without(left, condition.getKey(), headers);
            }
        }
        return left;
    }

    private static JsonValue without(JsonValue patch, JsonPointer path, DittoHeaders headers) {
        if (path.isEmpty()) {
            throw ThingConditionFailedException.newBuilder(headers).build();
        }
        return patch.isObject() && !patch.isNull() ? patch.asObject().remove(path) : patch;
    }
}
