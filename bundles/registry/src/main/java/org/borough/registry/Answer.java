// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a request is answered with. */
record Answer(int status, Map<String, String> headers, Optional<JsonNode> body) {

    private static final int LONGEST_MESSAGE = 1000;

    static Answer of(int status, JsonNode body) {
        return new Answer(status, Map.of(), Optional.of(body));
    }

    static Answer error(int status, String message) {
        return of(status, Json.object().put("error", readable(message)));
    }

    /** A message may quote what came in the request, and that may be anything. */
    private static String readable(String message) {
        int[] points = message.codePoints()
                .limit(LONGEST_MESSAGE)
                .map(point -> Character.getType(point) == Character.SURROGATE ? '\ufffd' : point)
                .toArray();
        return new String(points, 0, points.length);
    }

    /** The same with one header more. */
    Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    static Answer found(JsonNode body, Doc doc) {
        return new Answer(200, Map.of("ETag", doc.version()), Optional.of(body));
    }

    static Answer created(String location, String id, Doc doc) {
        return new Answer(
                201,
                Map.of("ETag", doc.version(), "Location", location),
                Optional.of(Json.object().put("id", id)));
    }

    static Answer changed(Doc doc) {
        return new Answer(204, Map.of("ETag", doc.version()), Optional.empty());
    }

    static Answer gone() {
        return new Answer(204, Map.of(), Optional.empty());
    }
}
