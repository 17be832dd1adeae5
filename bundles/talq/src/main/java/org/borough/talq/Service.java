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
 * Something that a gateway can do.
 *
 * @param name its name, for example {@code ControlService}
 * @param options what it says about itself
 */
public record Service(String name, @JsonAnyGetter Map<String, JsonNode> options) {

    /** Checks that the name is there. */
    public Service {
        Required.there(name, "name");
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @JsonCreator
    static Service read(@JsonProperty("name") String name, @JsonAnySetter Map<String, JsonNode> others) {
        return new Service(name, others == null ? Map.of() : others);
    }

    /** A service with options, their names and values in turn. */
    public static Service of(String name, Object... options) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i].toString(), TalqJson.node(options[i + 1]));
        }
        return new Service(name, all);
    }
}
