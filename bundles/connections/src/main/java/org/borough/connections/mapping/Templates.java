// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFilter;

/** Texts and JSON with placeholders in them. */
public final class Templates {

    private Templates() {}

    static boolean hasPlaceholder(String text) {
        return text.contains("{{");
    }

    /** Whether something comes out of a condition, such as {@code fn:filter(header:qos,'ne','0')}. */
    public static boolean isMet(String condition, ExpressionResolver resolver) {
        String expression = hasPlaceholder(condition) ? condition : "{{ fn:default('x') | " + condition + " }}";
        return resolver.resolve(expression).findFirst().isPresent();
    }

    /** Fills a map of texts; what cannot be filled is left out. */
    public static Map<String, String> fill(Map<String, String> templates, ExpressionResolver resolver) {
        Map<String, String> filled = new LinkedHashMap<>();
        templates.forEach((name, template) ->
                PlaceholderFilter.applyOrElseDelete(template, resolver).ifPresent(value -> filled.put(name, value)));
        return filled;
    }

    /**
     * Fills the placeholders in all texts and keys of a JSON value. They are filled one by one and not in the JSON's own
     * text, so that no value can break out of its place.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if one cannot be filled
     */
    static JsonValue fill(JsonValue template, ExpressionResolver resolver) {
        if (template.isNull()) {
            return template;
        }
        if (template.isObject()) {
            return fillObject(template.asObject(), resolver);
        }
        if (template.isArray()) {
            JsonArray array = template.asArray();
            return array.stream().map(value -> fill(value, resolver)).collect(JsonCollectors.valuesToArray());
        }
        return template.isString() ? JsonValue.of(fill(template.asString(), resolver)) : template;
    }

    private static JsonObject fillObject(JsonObject template, ExpressionResolver resolver) {
        JsonObjectBuilder filled = JsonObject.newBuilder();
        template.forEach(field -> filled.set(
                JsonPointer.empty().addLeaf(JsonKey.of(fill(field.getKeyName(), resolver))),
                fill(field.getValue(), resolver)));
        return filled.build();
    }

    private static String fill(String text, ExpressionResolver resolver) {
        return hasPlaceholder(text) ? PlaceholderFilter.apply(text, resolver) : text;
    }
}
