// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/** What a model makes of a new thing or feature: defaults, or the plainest value of each type. */
final class Skeletons {

    private static final Map<String, String> OF_FORMAT = Map.of(
            "date-time", "1970-01-01T00:00:00Z",
            "date", "1970-01-01",
            "time", "00:00:00Z",
            "duration", "PT0S",
            "uri", "about:blank",
            "uuid", "00000000-0000-0000-0000-000000000000",
            "ipv4", "0.0.0.0",
            "ipv6", "::");

    private final boolean optionalToo;

    Skeletons(boolean optionalToo) {
        this.optionalToo = optionalToo;
    }

    JsonObject thing(TwinModel model) {
        JsonObjectBuilder thing = JsonFactory.newObjectBuilder();
        if (model.json().contains("properties")) {
            thing.set("attributes", values(model));
        }
        if (!model.submodels().isEmpty()) {
            JsonObjectBuilder features = JsonFactory.newObjectBuilder();
            model.submodels().forEach((id, submodel) -> features.set(Json.key(id), feature(submodel)));
            thing.set("features", features.build());
        }
        return thing.build();
    }

    JsonObject feature(TwinModel model) {
        JsonArrayBuilder definition = JsonFactory.newArrayBuilder().add(JsonValue.of(model.name()));
        model.ancestors().forEach(ancestor -> definition.add(JsonValue.of(ancestor)));
        JsonObjectBuilder feature = JsonFactory.newObjectBuilder().set("definition", definition.build());
        if (model.json().contains("properties")) {
            feature.set("properties", values(model));
        }
        return feature.build();
    }

    private JsonObject values(TwinModel model) {
        Map<String, JsonObjectBuilder> categories = new LinkedHashMap<>();
        JsonObjectBuilder plain = JsonFactory.newObjectBuilder();
        for (JsonField field : model.properties()) {
            boolean wanted = optionalToo || !model.isOptional(field.getKeyName());
            if (wanted && Json.isObject(field.getValue())) {
                JsonObject property = field.getValue().asObject();
                JsonObjectBuilder target = model.category(property)
                        .map(category -> categories.computeIfAbsent(category, key -> JsonFactory.newObjectBuilder()))
                        .orElse(plain);
                initial(property).ifPresent(value -> target.set(field.getKey(), value));
            }
        }
        JsonObjectBuilder values = JsonFactory.newObjectBuilder();
        categories.forEach((category, builder) -> values.set(Json.key(category), builder.build()));
        return values.setAll(plain.build()).build();
    }

    private static Optional<JsonValue> initial(JsonObject schema) {
        return schema.getValue("const").or(() -> schema.getValue("default")).or(() -> {
            String type = Json.text(schema, "type").orElse("");
            return switch (type) {
                case "object" -> Optional.of(members(schema));
                case "array" -> Optional.of(items(schema));
                default -> neutral(schema, type);
            };
        });
    }

    private static JsonValue members(JsonObject schema) {
        Set<String> required = schema.getValue("required").filter(JsonValue::isArray).stream()
                .flatMap(array -> array.asArray().stream())
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .collect(Collectors.toSet());
        JsonObjectBuilder members = JsonFactory.newObjectBuilder();
        for (JsonField member : Json.object(schema, "properties")) {
            if (required.contains(member.getKeyName()) && Json.isObject(member.getValue())) {
                members.set(
                        member.getKey(), initial(member.getValue().asObject()).orElse(JsonValue.nullLiteral()));
            }
        }
        return members.build();
    }

    private static JsonValue items(JsonObject schema) {
        JsonObject each = Json.object(schema, "items");
        int count = (int) Math.min(100, number(schema, "minItems").orElse(1.0));
        JsonArrayBuilder items = JsonFactory.newArrayBuilder();
        neutral(each, Json.text(each, "type").orElse("")).ifPresent(value -> {
            for (int item = 0; item < count; item++) {
                items.add(value);
            }
        });
        return items.build();
    }

    private static Optional<JsonValue> neutral(JsonObject schema, String type) {
        Optional<JsonValue> first = schema.getValue("enum")
                .filter(JsonValue::isArray)
                .flatMap(array -> array.asArray().get(0));
        if (first.isPresent()) {
            return first;
        }
        return switch (type) {
            case "boolean" -> Optional.of(JsonValue.of(false));
            case "integer" -> Optional.of(JsonValue.of((long) nearest(schema)));
            case "number" -> Optional.of(JsonValue.of(nearest(schema)));
            case "string" -> Optional.of(JsonValue.of(text(schema)));
            case "object" -> Optional.of(JsonObject.empty());
            case "array" -> Optional.of(JsonArray.empty());
            case "null" -> Optional.of(JsonValue.nullLiteral());
            default -> Optional.empty();
        };
    }

    /** The allowed number nearest to zero. */
    private static double nearest(JsonObject schema) {
        double value = Math.max(0, number(schema, "minimum").orElse(0.0));
        double least = number(schema, "exclusiveMinimum").orElse(-1.0);
        value = least >= value ? least + 1 : value;
        value = Math.min(value, number(schema, "maximum").orElse(value));
        double most = number(schema, "exclusiveMaximum").orElse(Double.MAX_VALUE);
        return most <= value ? most - 1 : value;
    }

    private static String text(JsonObject schema) {
        String text = Json.text(schema, "format").map(OF_FORMAT::get).orElse("");
        int least = (int) Math.min(1000, number(schema, "minLength").orElse(0.0));
        return text.length() >= least ? text : " ".repeat(least);
    }

    private static Optional<Double> number(JsonObject schema, String name) {
        return schema.getValue(name).filter(JsonValue::isNumber).map(JsonValue::asDouble);
    }
}
