// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;

/** Reads what a body must be and says so if it is not. */
final class JsonBodies {

    private JsonBodies() {}

    static JsonObject object(String body) {
        return JsonFactory.newObject(body);
    }

    static String string(JsonValue value) {
        if (!value.isString()) {
            throw JsonParseException.newBuilder()
                    .message("Expected a JSON string but got <" + value + ">.")
                    .build();
        }
        return value.asString();
    }
}
