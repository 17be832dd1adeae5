// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patches (RFC 7396). */
final class Merge {

    private Merge() {}

    /** The new value, with nulls where the old one had more; the first time as it is. */
    static ObjectNode patch(JsonNode before, ObjectNode after) {
        ObjectNode patch = after.deepCopy();
        if (before == null) {
            return patch;
        }
        before.fields().forEachRemaining(field -> {
            JsonNode now = after.get(field.getKey());
            if (now == null) {
                patch.putNull(field.getKey());
            } else if (now.isObject() && field.getValue().isObject()) {
                patch.set(field.getKey(), patch(field.getValue(), (ObjectNode) now));
            }
        });
        return patch;
    }
}
