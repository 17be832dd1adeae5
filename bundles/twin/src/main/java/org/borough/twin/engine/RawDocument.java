// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;

/** The JSON of a snapshot as it was read. */
record RawDocument(byte[] bytes) implements Document {

    @Override
    public JsonObject json() {
        return JsonFactory.newObject(new String(bytes, UTF_8));
    }

    @Override
    public ObjectNode tree() {
        return Trees.parse(bytes);
    }
}
