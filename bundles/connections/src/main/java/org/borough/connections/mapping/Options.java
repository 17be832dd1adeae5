// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.connectivity.model.MessageMapperConfigurationInvalidException;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** The options of one mapping definition. Numbers and truths may be written as texts. */
record Options(JsonObject json) {

    static final Options NONE = new Options(JsonObject.empty());

    Optional<String> text(String name) {
        return json.getValue(JsonKey.of(name)).filter(value -> !value.isNull()).map(JsonValue::formatAsString);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> invalid(name));
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    Optional<JsonObject> object(String name) {
        return json.getValue(JsonKey.of(name)).filter(JsonValue::isObject).map(JsonValue::asObject);
    }

    /** An object of texts. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name)
                .ifPresent(all -> all.forEach(
                        field -> texts.put(field.getKeyName(), field.getValue().formatAsString())));
        return texts;
    }

    static MessageMapperConfigurationInvalidException invalid(String name) {
        return MessageMapperConfigurationInvalidException.newBuilder(name).build();
    }

    static MessageMapperConfigurationInvalidException invalid(String name, String message, String description) {
        return MessageMapperConfigurationInvalidException.newBuilder(name)
                .message(message)
                .description(description)
                .build();
    }
}
