// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.wot.model.WotThingModelPlaceholderUnresolvedException;

/** Fills in what a model leaves open as {@code {{NAME}}}: from the thing, else from the settings. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}\\s][^{}]*?)\\s*}}");

    private final JsonObject ofThing;
    private final JsonObject ofSettings;
    private final DittoHeaders headers;

    Placeholders(JsonObject ofThing, JsonObject ofSettings, DittoHeaders headers) {
        this.ofThing = ofThing;
        this.ofSettings = ofSettings;
        this.headers = headers;
    }

    JsonObject resolve(JsonObject json) {
        JsonObjectBuilder resolved = JsonFactory.newObjectBuilder();
        for (JsonField field : json) {
            resolved.set(field.getKey(), resolve(field.getValue()));
        }
        return resolved.build();
    }

    private JsonValue resolve(JsonValue value) {
        if (value.isString()) {
            return resolve(value.asString());
        }
        if (Json.isObject(value)) {
            return resolve(value.asObject());
        }
        if (!value.isArray()) {
            return value;
        }
        JsonArrayBuilder resolved = JsonFactory.newArrayBuilder();
        value.asArray().forEach(each -> resolved.add(resolve(each)));
        return resolved.build();
    }

    /** A placeholder alone may become any JSON; within text, it becomes text. */
    private JsonValue resolve(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        if (matcher.matches()) {
            return value(matcher.group(1), text);
        }
        return JsonValue.of(matcher.replaceAll(
                found -> Matcher.quoteReplacement(value(found.group(1), text).formatAsString())));
    }

    private JsonValue value(String name, String text) {
        return Optional.of(Json.at(name))
                .flatMap(key -> ofThing.getValue(key).or(() -> ofSettings.getValue(key)))
                .orElseThrow(() -> WotThingModelPlaceholderUnresolvedException.newBuilder(text)
                        .dittoHeaders(headers)
                        .build());
    }
}
