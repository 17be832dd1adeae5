// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** JSON trees and Ditto's JSON, both ways. */
final class DittoTrees {

    private DittoTrees() {}

    static JsonNode of(JsonValue value) {
        return Trees.read(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject ditto(JsonNode tree) {
        return JsonFactory.newObject(tree.toString());
    }
}
