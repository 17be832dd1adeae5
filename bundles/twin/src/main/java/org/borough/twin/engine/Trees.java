// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** JSON trees that are changed by copying what lies on the way to the change. */
final class Trees {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Trees() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode parse(byte[] text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("A document of the twin engine is no JSON", e);
        }
    }

    static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree cannot be written", e);
        }
    }

    static JsonNode of(JsonValue value) {
        try {
            return MAPPER.readTree(value.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Ditto wrote no JSON", e);
        }
    }

    static JsonObject ditto(JsonNode tree) {
        return JsonFactory.newObject(tree.toString());
    }

    /** What is at a path; a missing node when nothing is. */
    static JsonNode at(JsonNode tree, List<String> path) {
        JsonNode node = tree;
        for (String key : path) {
            node = node.isObject() ? node.path(key) : node.path(-1);
        }
        return node;
    }

    /** The object at a key of an object under construction, made when there is none. */
    static ObjectNode child(ObjectNode parent, String key) {
        return parent.get(key) instanceof ObjectNode there ? there : parent.putObject(key);
    }

    /** A tree with a merge patch (RFC 7396) applied; neither is changed. */
    static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = object();
        if (target instanceof ObjectNode before) {
            result.setAll(before);
        }
        Iterator<Map.Entry<String, JsonNode>> fields = patch.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                result.set(field.getKey(), merged(result.path(field.getKey()), field.getValue()));
            }
        }
        return result;
    }

    /** The merge patch that puts a value in the place of another: members that it lacks are removed. */
    static JsonNode replacing(JsonNode before, JsonNode value) {
        if (!(before instanceof ObjectNode old) || !(value instanceof ObjectNode members)) {
            return value;
        }
        ObjectNode patch = object();
        patch.setAll(members);
        old.fields().forEachRemaining(field -> {
            JsonNode now = members.get(field.getKey());
            if (now == null) {
                patch.putNull(field.getKey());
            } else {
                patch.set(field.getKey(), replacing(field.getValue(), now));
            }
        });
        return patch;
    }
}
