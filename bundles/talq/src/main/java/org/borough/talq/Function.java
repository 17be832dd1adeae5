// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a device can do, with its values.
 *
 * @param id the function's id in its device
 * @param type the function's type, for example {@code LampActuatorFunction}
 * @param attributes its values by their names
 */
public record Function(String id, String type, @JsonAnyGetter Map<String, Attribute> attributes) {

    /** Checks id and type; keeps its own copy of the values in their order. */
    public Function {
        Required.there(id, "id");
        Required.there(type, "type");
        attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    @JsonCreator
    static Function read(
            @JsonProperty("id") String id,
            @JsonProperty("type") String type,
            @JsonAnySetter Map<String, JsonNode> others) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        if (others != null) {
            others.forEach((name, value) -> attributes.put(name, attribute(name, value)));
        }
        return new Function(id, type, attributes);
    }

    private static Attribute attribute(String name, JsonNode value) {
        try {
            return TalqJson.as(value, Attribute.class);
        } catch (RefusedException e) {
            throw new IllegalArgumentException("the attribute '" + name + "': " + e.getMessage(), e);
        }
    }
}
