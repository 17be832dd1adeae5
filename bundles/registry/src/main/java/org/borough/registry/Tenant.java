// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** One tenant, as of one version. Immutable. */
final class Tenant {

    private final String id;
    private final Doc doc;
    private final boolean enabled;
    private final Map<String, String> defaults;
    private final Map<String, Map<String, String>> adapters;

    Tenant(String id, Doc doc) {
        this.id = id;
        this.doc = doc;
        this.enabled = doc.body().path("enabled").asBoolean(true);
        this.defaults = Map.copyOf(Json.texts(doc.body().path("defaults")));
        this.adapters = new HashMap<>();
        doc.body()
                .path("adapters")
                .forEach(adapter -> adapters.put(adapter.path("type").asText(), options(adapter)));
    }

    /** The adapter's members and those of its {@code ext}, without its type. */
    private static Map<String, String> options(JsonNode adapter) {
        ObjectNode rest = adapter.deepCopy();
        rest.remove("type");
        rest.remove("ext");
        Map<String, String> options = new HashMap<>(Json.texts(adapter.path("ext")));
        options.putAll(Json.texts(rest));
        return Map.copyOf(options);
    }

    String id() {
        return id;
    }

    Doc doc() {
        return doc;
    }

    boolean enabled() {
        return enabled;
    }

    Map<String, String> defaults() {
        return defaults;
    }

    /** Whether an endpoint may serve the tenant: all may when none is listed, a listed one when it is enabled. */
    boolean serves(String protocol) {
        return protocol.isEmpty()
                || adapters.isEmpty()
                || "true".equals(options(protocol).get("enabled"));
    }

    Map<String, String> options(String protocol) {
        return adapters.getOrDefault(protocol, Map.of());
    }

    /** How many devices there may be, or -1. */
    long maxDevices() {
        return doc.body().path("registration-limits").path("max-devices").asLong(-1);
    }

    /** How many credentials a device may have, or -1. */
    long maxCredentials() {
        return doc.body()
                .path("registration-limits")
                .path("max-credentials-per-device")
                .asLong(-1);
    }
}
