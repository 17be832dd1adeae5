// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.borough.connect.TenantLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One tenant, as of one version. Immutable. */
final class Tenant {

    private static final Logger LOG = LoggerFactory.getLogger(Tenant.class);

    private final String id;
    private final Doc doc;
    private final boolean enabled;
    private final Map<String, String> defaults;
    private final Map<String, Map<String, String>> adapters;
    private final List<Anchor> anchors;
    private final TenantLimits limits;

    Tenant(String id, Doc doc) {
        this.id = id;
        this.doc = doc;
        this.enabled = doc.body().path("enabled").asBoolean(true);
        this.defaults = Map.copyOf(Json.texts(doc.body().path("defaults")));
        this.adapters = new HashMap<>();
        doc.body()
                .path("adapters")
                .forEach(adapter -> adapters.put(adapter.path("type").asText(), options(adapter)));
        this.anchors = anchors(id, doc.body().path("trusted-ca"));
        this.limits = Limits.of(doc.body());
    }

    /** One that cannot be read keeps nobody else's devices out. */
    private static List<Anchor> anchors(String id, JsonNode entries) {
        List<Anchor> anchors = new ArrayList<>();
        for (JsonNode entry : entries) {
            try {
                anchors.add(Anchor.of(entry));
            } catch (GeneralSecurityException | IllegalArgumentException | DateTimeException | ClassCastException e) {
                LOG.warn(
                        "The trust anchor {} of tenant {} is left out, it cannot be read ({}); put the tenant with"
                                + " another one.",
                        entry.path("id"),
                        id,
                        e.getMessage());
            }
        }
        return List.copyOf(anchors);
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

    /** Another name for it; empty when it has none. */
    String alias() {
        return doc.body().path("alias").asText();
    }

    List<Anchor> anchors() {
        return anchors;
    }

    TenantLimits limits() {
        return limits;
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

    /** Whether another version of it lets everybody stay who could connect by this one. */
    boolean isKeptBy(Tenant after) {
        boolean served = adapters.isEmpty()
                ? after.adapters.isEmpty()
                : adapters.keySet().stream().filter(this::serves).allMatch(after::serves);
        return after.enabled
                && served
                && anchors.stream().allMatch(anchor -> after.anchors.stream().anyMatch(anchor::provesAs));
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
