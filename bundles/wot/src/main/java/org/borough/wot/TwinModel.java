// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** A Thing Model with everything that it extends and refers to worked in. */
final class TwinModel {

    private static final String DITTO_EXTENSION = "https://ditto.eclipseprojects.io/wot/ditto-extension#";
    private static final String OPTIONAL = "tm:optional";
    private static final String PROPERTIES_BELOW = "/properties/";

    private final String name;
    private final boolean own;
    private final JsonObject json;
    private final List<String> ancestors;
    private final Map<String, TwinModel> submodels;
    private final Optional<String> categoryKey;
    private final Set<String> optional;
    private final Map<SchemaKey, Schema> schemas = new ConcurrentHashMap<>();

    /** Which schema of the model: where it stands, and whether objects need all of their members. */
    record SchemaKey(JsonPointer place, boolean complete) {}

    /**
     * A model.
     *
     * @param name as definitions name it
     * @param own whether a bundle of this city brought it
     * @param ancestors the models that it extends, nearest first
     * @param submodels by the names of their features
     */
    TwinModel(String name, boolean own, JsonObject json, List<String> ancestors, Map<String, TwinModel> submodels) {
        this.name = name;
        this.own = own;
        this.json = json;
        this.ancestors = List.copyOf(ancestors);
        this.submodels = submodels;
        this.categoryKey = Json.prefixes(json)
                .filter(prefix -> prefix.getValue().isString()
                        && prefix.getValue().asString().equals(DITTO_EXTENSION))
                .map(prefix -> prefix.getKeyName() + ":category")
                .findFirst();
        this.optional = optional(json);
    }

    String name() {
        return name;
    }

    /** Whether a bundle of this city brought it. */
    boolean own() {
        return own;
    }

    JsonObject json() {
        return json;
    }

    List<String> ancestors() {
        return ancestors;
    }

    /** The models of the thing's features, by their names. */
    Map<String, TwinModel> submodels() {
        return submodels;
    }

    JsonObject properties() {
        return Json.object(json, "properties");
    }

    JsonObject actions() {
        return Json.object(json, "actions");
    }

    JsonObject events() {
        return Json.object(json, "events");
    }

    boolean isOptional(String property) {
        return optional.contains(property);
    }

    /** Whether a property may not be taken away alone. A model that calls nothing optional lets everything go. */
    boolean keeps(String property) {
        return json.contains(OPTIONAL) && !optional.contains(property);
    }

    /** The object within which a property stands, by an extension of Ditto. */
    Optional<String> category(JsonObject property) {
        return categoryKey
                .flatMap(property::getValue)
                .filter(JsonValue::isString)
                .map(JsonValue::asString);
    }

    /** The categories of all properties, each with its properties. */
    Map<String, Map<String, JsonObject>> categories() {
        Map<String, Map<String, JsonObject>> categories = new LinkedHashMap<>();
        for (JsonField property : properties()) {
            if (Json.isObject(property.getValue())) {
                category(property.getValue().asObject()).ifPresent(category -> categories
                        .computeIfAbsent(category, key -> new LinkedHashMap<>())
                        .put(property.getKeyName(), property.getValue().asObject()));
            }
        }
        return categories;
    }

    /** The schema at a place of the model, ready to validate. */
    Schema schema(JsonPointer place, boolean complete) {
        return schemas.computeIfAbsent(
                new SchemaKey(place, complete),
                key -> Schema.of(json.getValue(place).map(JsonValue::asObject).orElse(JsonObject.empty()), complete));
    }

    private static Set<String> optional(JsonObject json) {
        Set<String> names = new LinkedHashSet<>();
        json.getValue(OPTIONAL).filter(JsonValue::isArray).ifPresent(array -> array.asArray().stream()
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .map(text -> text.startsWith("#") ? text.substring(1) : text)
                .filter(text -> text.startsWith(PROPERTIES_BELOW))
                .forEach(text -> names.add(text.substring(PROPERTIES_BELOW.length()))));
        return names;
    }
}
