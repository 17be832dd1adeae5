// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Puts in place what a schema refers to within itself. The validator could follow references, too, but one that leads to
 * itself would lead it nowhere, and one that leads elsewhere would be fetched. So nothing is checked behind references
 * to other documents, and behind those to themselves only so far.
 */
final class References {

    private static final String REFERENCE = "$ref";
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");
    private static final int DEEPEST = 8;
    private static final int MOST_NODES = 20_000;

    private final ObjectMapper mapper;
    private final JsonNode root;
    private int nodes;

    private References(ObjectMapper mapper, JsonNode root) {
        this.mapper = mapper;
        this.root = root;
    }

    static JsonNode resolved(ObjectMapper mapper, JsonNode schema) {
        return schema.findValue(REFERENCE) == null ? schema : new References(mapper, schema).expanded(schema, 0);
    }

    private JsonNode expanded(JsonNode node, int depth) {
        nodes++;
        if (node.isArray()) {
            ArrayNode all = mapper.createArrayNode();
            node.forEach(each -> all.add(expanded(each, depth)));
            return all;
        }
        if (!node.isObject()) {
            return node;
        }
        JsonNode reference = node.get(REFERENCE);
        if (reference == null || !reference.isTextual()) {
            return members(node, depth);
        }
        return nodes > MOST_NODES || depth == DEEPEST
                ? mapper.createObjectNode()
                : expanded(target(reference.asText()), depth + 1);
    }

    private JsonNode members(JsonNode node, int depth) {
        ObjectNode all = mapper.createObjectNode();
        node.properties()
                .forEach(member -> all.set(
                        member.getKey(),
                        VALUES.contains(member.getKey()) ? member.getValue() : expanded(member.getValue(), depth)));
        return all;
    }

    private JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            return mapper.createObjectNode();
        }
        try {
            JsonNode found =
                    root.at(JsonPointer.compile(URLDecoder.decode(reference.substring(1), StandardCharsets.UTF_8)));
            return found.isMissingNode() ? mapper.createObjectNode() : found;
        } catch (IllegalArgumentException noPointer) {
            return mapper.createObjectNode();
        }
    }
}
