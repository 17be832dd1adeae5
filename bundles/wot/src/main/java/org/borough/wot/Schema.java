// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.output.OutputUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** A data schema of a model, ready to validate values. Only words that say something of a value are taken over. */
final class Schema {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

    private static final Set<String> PLAIN = Set.of(
            "type",
            "const",
            "enum",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");
    private static final Set<String> SCHEMAS =
            Set.of("items", "not", "contains", "propertyNames", "additionalProperties", "additionalItems");
    private static final Set<String> LISTS = Set.of("oneOf", "anyOf", "allOf", "items");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties");

    private final JsonNode source;
    private final JsonSchema schema;
    private final Map<String, Schema> members = new ConcurrentHashMap<>();

    private Schema(JsonNode source) {
        this.source = source;
        this.schema = FACTORY.getSchema(source, CONFIG);
    }

    /** The validator takes its time for the first value; no thing's lane shall wait for that. */
    static void warmUp() {
        of(JsonObject.of("{\"type\":\"string\",\"format\":\"date-time\",\"minLength\":1}"), true)
                .faults(JsonValue.of(1));
    }

    /** With or without the members that objects must have. */
    static Schema of(JsonObject dataSchema, boolean complete) {
        JsonNode given = References.resolved(MAPPER, parse(dataSchema.toString()));
        return new Schema(cleaned(given, complete));
    }

    /** The schema of what stands at a path within an object; nothing when that may be anything. */
    Optional<Schema> at(JsonPointer path) {
        Schema here = this;
        for (JsonKey key : path) {
            JsonNode member = here.source.path("properties").get(key.toString());
            if (member == null || !member.isObject()) {
                return Optional.empty();
            }
            here = here.members.computeIfAbsent(key.toString(), name -> new Schema(member));
        }
        return Optional.of(here);
    }

    /** Whether an object's member must be there. */
    boolean requires(String member) {
        for (JsonNode name : source.path("required")) {
            if (name.asText().equals(member)) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with a value: places and faults in it; nothing when it is valid. */
    List<String> faults(JsonValue value) {
        OutputUnit result = schema.validate(parse(value.toString()), OutputFormat.LIST);
        if (result.isValid()) {
            return List.of();
        }
        return result.getDetails().stream()
                .filter(detail -> detail.getErrors() != null)
                .map(detail -> detail.getInstanceLocation() + ": " + detail.getErrors())
                .toList();
    }

    private static JsonNode cleaned(JsonNode node, boolean complete) {
        if (!node.isObject()) {
            return node.isBoolean() ? node : MAPPER.createObjectNode();
        }
        ObjectNode clean = MAPPER.createObjectNode();
        node.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (PLAIN.contains(name) || complete && name.equals("required") && value.isArray()) {
                clean.set(name, value);
            } else if (LISTS.contains(name) && value.isArray()) {
                ArrayNode list = clean.putArray(name);
                value.forEach(each -> list.add(cleaned(each, complete)));
            } else if (SCHEMAS.contains(name)) {
                clean.set(name, cleaned(value, complete));
            } else if (MAPS.contains(name) && value.isObject()) {
                ObjectNode map = clean.putObject(name);
                value.properties().forEach(each -> map.set(each.getKey(), cleaned(each.getValue(), complete)));
            }
        });
        return clean;
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
