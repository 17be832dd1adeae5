// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

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

/** JSON trees that are changed by copying what lies on the way to the change. */
public final class Trees {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Trees() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ObjectNode parse(byte[] text) {
        return (ObjectNode) read(text);
    }

    /** Any JSON. */
    public static JsonNode read(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The text of a twin is no JSON", e);
        }
    }

    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree cannot be written", e);
        }
    }

    /** What is at a path; a missing node when nothing is. */
    public static JsonNode at(JsonNode tree, List<String> path) {
        JsonNode node = tree;
        for (String key : path) {
            node = node.isObject() ? node.path(key) : node.path(-1);
        }
        return node;
    }

    /** A thing without the members that Ditto adds, whose names begin with an underscore. */
    public static ObjectNode ownMembers(JsonNode thing) {
        ObjectNode own = object();
        thing.fields().forEachRemaining(member -> {
            if (!member.getKey().startsWith("_")) {
                own.set(member.getKey(), member.getValue());
            }
        });
        return own;
    }

    /** The object at a key of an object under construction, made when there is none. */
    public static ObjectNode child(ObjectNode parent, String key) {
        return parent.get(key) instanceof ObjectNode there ? there : parent.putObject(key);
    }

    /** A tree with a merge patch (RFC 7396) applied; neither is changed. */
    public static JsonNode merged(JsonNode target, JsonNode patch) {
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
    public static JsonNode replacing(JsonNode before, JsonNode value) {
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
