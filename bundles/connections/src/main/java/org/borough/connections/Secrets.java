// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Hides the secrets of a connection document, and puts those back that somebody returned hidden. */
final class Secrets {

    static final String HIDDEN = "*****";

    private static final Pattern PASSWORD_IN_URI = Pattern.compile("^(\\w+://[^:/@]*:)(.*)(@[^@/]*(?:/.*)?)$");
    private static final Set<String> NAMES =
            Set.of("password", "key", "privateKey", "clientSecret", "sharedKey", "secretKey");
    private static final Set<String> PARENTS = Set.of("credentials", "parameters");

    private Secrets() {}

    /** The document as it may be shown. */
    static JsonObject hide(JsonObject document) {
        return walk(document, Optional.empty(), false);
    }

    /** A document in which what is hidden has the value that another document has there. */
    static JsonObject restore(JsonObject document, JsonObject known) {
        return walk(document, Optional.of(known), false);
    }

    private static JsonObject walk(JsonObject object, Optional<JsonObject> known, boolean secretive) {
        JsonObjectBuilder walked = JsonObject.newBuilder();
        object.forEach(field -> {
            JsonKey key = field.getKey();
            Optional<JsonValue> counterpart = known.flatMap(other -> other.getValue(key));
            walked.set(
                    JsonPointer.empty().addLeaf(key),
                    value(field.getKeyName(), field.getValue(), known.isPresent(), counterpart, secretive));
        });
        return walked.build();
    }

    private static JsonValue value(
            String name, JsonValue value, boolean restoring, Optional<JsonValue> known, boolean secretive) {
        if (value.isNull()) {
            return value;
        }
        if (value.isObject()) {
            Optional<JsonObject> other = restoring
                    ? Optional.of(known.filter(JsonValue::isObject)
                            .map(JsonValue::asObject)
                            .orElse(JsonObject.empty()))
                    : Optional.empty();
            return walk(value.asObject(), other, secretive || PARENTS.contains(name));
        }
        if (value.isString() && name.equals("uri")) {
            return JsonValue.of(uri(value.asString(), restoring, known));
        }
        boolean secret = value.isString() && secretive && NAMES.contains(name);
        if (!secret) {
            return value;
        }
        if (!restoring) {
            return JsonValue.of(HIDDEN);
        }
        return value.asString().equals(HIDDEN) ? known.orElse(value) : value;
    }

    private static String uri(String uri, boolean restoring, Optional<JsonValue> known) {
        Matcher parts = PASSWORD_IN_URI.matcher(uri);
        if (!parts.matches()) {
            return uri;
        }
        if (!restoring) {
            return parts.group(1) + HIDDEN + parts.group(3);
        }
        if (!parts.group(2).equals(HIDDEN)) {
            return uri;
        }
        Matcher before = PASSWORD_IN_URI.matcher(
                known.filter(JsonValue::isString).map(JsonValue::asString).orElse(""));
        return before.matches() ? parts.group(1) + before.group(2) + parts.group(3) : uri;
    }

    /** A URI as it may be shown. */
    static String hideUri(String uri) {
        return uri(uri, false, Optional.empty());
    }

    /** A list of documents as it may be shown. */
    static JsonArray hide(JsonArray documents) {
        return documents.stream()
                .map(document -> (JsonValue) hide(document.asObject()))
                .collect(JsonCollectors.valuesToArray());
    }
}
