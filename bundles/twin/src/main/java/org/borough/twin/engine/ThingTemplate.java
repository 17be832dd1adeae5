// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.UnresolvedPlaceholderException;

/** Fills {@code {{ thing-json:path }}} in JSON with what stands at that path of a thing. */
final class ThingTemplate {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?:\\{\\{|\\$\\{)\\s*thing-json:([^{}|\\s]+)\\s*(?:}}|})");

    private final JsonObject thing;
    private final DittoHeaders headers;

    ThingTemplate(JsonObject thing, DittoHeaders headers) {
        this.thing = thing;
        this.headers = headers;
    }

    JsonObject fill(JsonObject json) {
        JsonObjectBuilder filled = JsonFactory.newObjectBuilder();
        for (JsonField field : json) {
            filled.set(field.getKey(), fill(field.getValue()));
        }
        return filled.build();
    }

    private JsonValue fill(JsonValue value) {
        if (value.isNull()) {
            return value;
        }
        if (value.isString()) {
            return fill(value.asString());
        }
        if (value.isObject()) {
            return fill(value.asObject());
        }
        if (!value.isArray()) {
            return value;
        }
        JsonArrayBuilder filled = JsonFactory.newArrayBuilder();
        value.asArray().forEach(each -> filled.add(fill(each)));
        return filled.build();
    }

    /** A placeholder alone becomes the value as it is; within text, it becomes text. */
    private JsonValue fill(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        if (matcher.matches()) {
            return at(matcher.group(1), text);
        }
        return JsonValue.of(matcher.replaceAll(
                found -> Matcher.quoteReplacement(at(found.group(1), text).formatAsString())));
    }

    private JsonValue at(String path, String text) {
        return thing.getValue(JsonPointer.of(path)).orElseThrow(() -> UnresolvedPlaceholderException.newBuilder(text)
                .dittoHeaders(headers)
                .build());
    }
}
