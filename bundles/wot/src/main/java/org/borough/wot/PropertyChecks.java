// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Checks values against the properties of one model: attributes of a thing, or properties of a feature. */
final class PropertyChecks {

    private final TwinModel model;
    private final Rules rules;
    /** As errors name them, {@code Thing's attribute} for example. */
    private final String one;

    private final String many;

    PropertyChecks(TwinModel model, Rules rules, String one, String many) {
        this.model = model;
        this.rules = rules;
        this.one = one;
        this.many = many;
    }

    /** A property: its name, the category that it stands in, and its schema's place in the model. */
    private record Property(String name, Optional<String> category) {

        JsonPointer place() {
            return category.map(within -> Json.at(within, name)).orElseGet(() -> Json.at(name));
        }

        JsonPointer schema() {
            return Json.at("properties", name);
        }
    }

    /** Checks all values at once. */
    void all(JsonObject values, JsonPointer at) {
        require(properties(), values, at);
        if (rules.only()) {
            nothingElse(values);
        }
        valid(properties(), values, at, many);
    }

    /** Checks one value at a path. */
    void at(JsonPointer path, JsonValue value, JsonPointer at) {
        String first = path.getRoot().map(JsonKey::toString).orElse("");
        if (path.getLevelCount() == 1 && model.categories().containsKey(first)) {
            category(first, value, at);
            return;
        }
        if (rules.only()) {
            nothingElse(JsonObject.newBuilder().set(path, value).build());
        }
        property(path).ifPresent(property -> {
            JsonPointer within =
                    path.getSubPointer(property.place().getLevelCount()).orElse(JsonPointer.empty());
            boolean whole = rules.whole();
            List<String> faults = model.schema(property.schema(), whole)
                    .at(within)
                    .map(schema -> schema.faults(value))
                    .orElse(List.of());
            if (!faults.isEmpty()) {
                throw PayloadInvalidException.of(
                        "The " + one + " <" + path + "> contained validation errors, check the validation details.",
                        Map.of(at, faults));
            }
        });
    }

    /** Checks that what goes need not be there. */
    void gone(JsonPointer path) {
        if (!rules.complete()) {
            return;
        }
        if (path.isEmpty()) {
            if (properties().stream().anyMatch(property -> !model.isOptional(property.name))) {
                throw PayloadInvalidException.of(
                        "Could not delete all " + many + ", as there are some defined as non-optional in the model");
            }
            return;
        }
        String first = path.getRoot().map(JsonKey::toString).orElse("");
        Map<String, JsonObject> category = model.categories().getOrDefault(first, Map.of());
        if (path.getLevelCount() == 1 && category.keySet().stream().anyMatch(model::keeps)) {
            throw PayloadInvalidException.of("Could not delete the " + many + " category <" + first
                    + "> as it contains non-optional properties");
        }
        property(path).filter(property -> isRequired(property, path)).ifPresent(property -> {
            throw PayloadInvalidException.of(
                    "Could not delete " + one + " <" + path + "> as it is defined as non-optional in the model");
        });
    }

    private boolean isRequired(Property property, JsonPointer path) {
        JsonPointer within =
                path.getSubPointer(property.place().getLevelCount()).orElse(JsonPointer.empty());
        if (within.isEmpty()) {
            return model.keeps(property.name);
        }
        JsonPointer parent = within.cutLeaf();
        String leaf = within.getLeaf().map(JsonKey::toString).orElse("");
        return model.schema(property.schema(), true)
                .at(parent)
                .filter(schema -> schema.requires(leaf))
                .isPresent();
    }

    private void category(String category, JsonValue value, JsonPointer at) {
        if (!Json.isObject(value)) {
            throw PayloadInvalidException.of(
                    "Could not update " + one + " category <" + category + "> as its value was not a JSON object");
        }
        List<Property> within = properties().stream()
                .filter(property -> property.category.filter(category::equals).isPresent())
                .map(property -> new Property(property.name, Optional.empty()))
                .toList();
        JsonObject values = value.asObject();
        require(within, values, at);
        if (rules.only()) {
            Set<String> extra = keys(values);
            within.forEach(property -> extra.remove(property.name));
            refuseExtra(extra);
        }
        valid(within, values, at, one + " category <" + category + ">");
    }

    private void require(List<Property> properties, JsonObject values, JsonPointer at) {
        Map<JsonPointer, List<String>> missing = new LinkedHashMap<>();
        for (Property property : properties) {
            boolean wanted = rules.complete() && !model.isOptional(property.name);
            if (wanted && values.getValue(property.place()).isEmpty()) {
                missing.put(
                        at.append(property.place()),
                        List.of(one + " <" + property.name + "> is non optional and must be provided"));
            }
        }
        if (!missing.isEmpty()) {
            throw PayloadInvalidException.of("Required JSON fields were missing from the " + many, missing);
        }
    }

    private void nothingElse(JsonObject values) {
        Map<String, Map<String, JsonObject>> categories = model.categories();
        Set<String> extra = keys(values);
        for (Property property : properties()) {
            if (property.category.isEmpty()) {
                extra.remove(property.name);
            }
        }
        categories.forEach((category, modelled) -> {
            extra.remove(category);
            keys(Json.object(values, Json.at(category))).stream()
                    .filter(name -> !modelled.containsKey(name))
                    .forEach(name -> extra.add(category + "/" + name));
        });
        refuseExtra(extra);
    }

    private void refuseExtra(Set<String> extra) {
        if (!extra.isEmpty()) {
            throw PayloadInvalidException.of(
                    "The " + many + " contained JSON fields which were not defined in the model: " + extra);
        }
    }

    private void valid(List<Property> properties, JsonObject values, JsonPointer at, String what) {
        Map<JsonPointer, List<String>> details = new LinkedHashMap<>();
        for (Property property : properties) {
            values.getValue(property.place()).ifPresent(value -> {
                List<String> faults =
                        model.schema(property.schema(), rules.whole()).faults(value);
                if (!faults.isEmpty()) {
                    details.put(at.append(property.place()), faults);
                }
            });
        }
        if (!details.isEmpty()) {
            throw PayloadInvalidException.of(
                    "The " + what + " contained validation errors, check the validation details.", details);
        }
    }

    private List<Property> properties() {
        return model.properties().stream()
                .filter(field -> Json.isObject(field.getValue()))
                .map(field -> new Property(
                        field.getKeyName(), model.category(field.getValue().asObject())))
                .toList();
    }

    private Optional<Property> property(JsonPointer path) {
        return properties().stream()
                .filter(property -> path.getPrefixPointer(property.place().getLevelCount())
                        .filter(property.place()::equals)
                        .isPresent())
                .findFirst();
    }

    private static Set<String> keys(JsonObject values) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonField field : values) {
            keys.add(field.getKeyName());
        }
        return keys;
    }
}
