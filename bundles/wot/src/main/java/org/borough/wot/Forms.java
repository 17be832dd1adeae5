// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** The forms of a Thing Description: which call of Ditto's HTTP API does what. */
final class Forms {

    static final String ERROR_SCHEMA = "dittoError";

    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";
    private static final String STREAM = "text/event-stream";
    private static final JsonArray ERRORS = JsonFactory.newArrayBuilder()
            .add(JsonObject.newBuilder()
                    .set("success", false)
                    .set("schema", ERROR_SCHEMA)
                    .build())
            .build();

    private final boolean uriVariables;

    Forms(boolean uriVariables) {
        this.uriVariables = uriVariables;
    }

    /** Reading, writing and observing all properties, which stand below a path; and all events. */
    JsonArray root(String properties, boolean read, boolean write, boolean receive) {
        JsonArrayBuilder forms = JsonFactory.newArrayBuilder();
        if (read) {
            forms.add(call(properties + bag("channel", "timeout"), "GET", JSON, "readallproperties"));
            forms.add(call(properties + bag("fields", "channel", "timeout"), "GET", JSON, "readmultipleproperties"));
        }
        if (write) {
            String bag = bag("channel", "timeout", "response-required");
            forms.add(call(properties + bag, "PUT", JSON, "writeallproperties"));
            forms.add(call(properties + bag, "PATCH", PATCH, "writemultipleproperties"));
        }
        if (read) {
            forms.add(stream(properties, "observeallproperties", "unobserveallproperties"));
        }
        if (receive) {
            forms.add(stream("outbox/messages", "subscribeallevents", "unsubscribeallevents"));
        }
        return forms.build();
    }

    JsonArray property(String href, boolean read, boolean write, boolean observe) {
        JsonArrayBuilder forms = JsonFactory.newArrayBuilder();
        if (read) {
            forms.add(call(href + bag("channel", "timeout"), "GET", JSON, "readproperty"));
        }
        if (write) {
            String bag = bag("channel", "timeout", "response-required");
            forms.add(call(href + bag, "PUT", JSON, "writeproperty"));
            forms.add(call(href + bag, "PATCH", PATCH, "writeproperty"));
        }
        if (read && observe) {
            forms.add(stream(href, "observeproperty", "unobserveproperty"));
        }
        return forms.build();
    }

    JsonArray action(String name) {
        return JsonFactory.newArrayBuilder()
                .add(call("inbox/messages/" + name + bag("timeout", "response-required"), "POST", JSON, "invokeaction"))
                .build();
    }

    JsonArray event(String name) {
        return JsonFactory.newArrayBuilder()
                .add(stream("outbox/messages/" + name, "subscribeevent"))
                .build();
    }

    /** Forms that a model gives itself, led to where the thing is. */
    static JsonArray given(JsonArray forms, String href) {
        JsonArrayBuilder led = JsonFactory.newArrayBuilder();
        forms.stream()
                .filter(Json::isObject)
                .forEach(form -> led.add(form.asObject().toBuilder()
                        .set("href", href)
                        .set("additionalResponses", ERRORS)
                        .build()));
        return led.build();
    }

    /** What the query parameters in the forms mean. */
    static JsonObject uriVariables() {
        return JsonFactory.newObject(
                """
                {"channel":{"type":"string","title":"The Ditto channel to interact with.",
                  "description":"Which channel the call goes to: 'twin' is the digital twin, 'live' is the device.",
                  "enum":["twin","live"],"default":"twin"},
                 "timeout":{"type":"integer","title":"The timeout to apply.",
                  "description":"Seconds that the call may take; 0 does not wait for an answer.",
                  "minimum":0,"maximum":60,"default":60},
                 "response-required":{"type":"boolean","title":"If a response is required.",
                  "description":"Whether the call is to be answered.","default":true},
                 "fields":{"type":"string","title":"Fields to select.",
                  "description":"Names of fields, separated by commas, that the answer is to contain."}}
                """);
    }

    /** What errors look like. */
    static JsonObject schemaDefinitions() {
        return JsonFactory.newObject(
                """
                {"dittoError":{"type":"object","title":"Ditto error.",
                  "description":"Says what went wrong and what can be done.",
                  "properties":{
                   "status":{"type":"integer","title":"Status code.",
                    "description":"The kind of the error as a status of HTTP: 4xx is the caller's, 5xx the server's.",
                    "minimum":400,"maximum":599},
                   "error":{"type":"string","title":"Error code identifier.",
                    "description":"The code that stands for this error alone."},
                   "message":{"type":"string","title":"Error message.",
                    "description":"What went wrong, in a sentence."},
                   "description":{"type":"string","title":"Error description.",
                    "description":"More on it, such as what to do."},
                   "href":{"type":"string","title":"Error link.",
                    "description":"Where more can be read about it.","format":"uri"}},
                  "required":["status","error","message"]}}
                """);
    }

    private String bag(String... variables) {
        return uriVariables ? "{?" + String.join(",", variables) + "}" : "";
    }

    private static JsonObject call(String href, String method, String contentType, String op) {
        return form(JsonValue.of(op), href, method)
                .set("contentType", contentType)
                .set("additionalResponses", ERRORS)
                .build();
    }

    private static JsonObject stream(String href, String... ops) {
        JsonValue op = ops.length == 1
                ? JsonValue.of(ops[0])
                : JsonFactory.newArrayBuilder(Stream.of(ops).map(JsonValue::of).toList())
                        .build();
        return form(op, href, "GET")
                .set("subprotocol", "sse")
                .set("contentType", STREAM)
                .set("additionalResponses", ERRORS)
                .build();
    }

    private static JsonObjectBuilder form(JsonValue op, String href, String method) {
        return JsonFactory.newObjectBuilder().set("op", op).set("href", href).set("htv:methodName", method);
    }

    /** A pointer as a path relative to the base. */
    static String href(JsonPointer pointer) {
        return pointer.toString().substring(1);
    }
}
