// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/**
 * One tenant or device as it is stored. The trees in it are never changed.
 *
 * @param version changes with every change of body or credentials; the ETag
 * @param created when it was made
 * @param updated when it was last changed; the same as created when it never was
 * @param by who changed it last
 * @param body tenant or device in Hono's JSON
 * @param credentials the device's credentials with what is hidden in them; empty for tenants
 */
record Doc(String version, Instant created, Instant updated, String by, ObjectNode body, ArrayNode credentials) {

    /** The member of a device's body that only the registry writes; it stays through all changes. */
    static final String STATUS = "status";

    static Doc create(ObjectNode body, ArrayNode credentials, String by, Instant now) {
        return new Doc(UUID.randomUUID().toString(), now, now, by, body, credentials);
    }

    Doc withBody(ObjectNode changed, String who, Instant now) {
        ObjectNode kept = changed;
        if (body.has(STATUS)) {
            kept = changed.deepCopy();
            kept.set(STATUS, body.get(STATUS));
        }
        return new Doc(UUID.randomUUID().toString(), created, now, who, kept, credentials);
    }

    Doc withCredentials(ArrayNode changed, String who, Instant now) {
        return new Doc(UUID.randomUUID().toString(), created, now, who, body, changed);
    }

    byte[] toBytes() {
        ObjectNode node = Json.object()
                .put("version", version)
                .put("created", created.toString())
                .put("updated", updated.toString())
                .put("by", by);
        node.set("body", body);
        node.set("credentials", credentials);
        return Json.write(node);
    }

    static Doc parse(byte[] bytes) {
        ObjectNode node = (ObjectNode) Json.read(bytes);
        return new Doc(
                node.required("version").asText(),
                Instant.parse(node.required("created").asText()),
                Instant.parse(node.required("updated").asText()),
                node.required("by").asText(),
                (ObjectNode) node.required("body"),
                (ArrayNode) node.required("credentials"));
    }
}
