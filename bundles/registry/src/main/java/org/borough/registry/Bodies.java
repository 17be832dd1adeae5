// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The bodies of Hono's Device Registry Management API. */
final class Bodies {

    private static final Schema PERIOD =
            Schema.object(Map.of("mode", Schema.TEXT, "no-of-days", Schema.INTEGER), "mode");
    private static final Schema DATA_VOLUME = Schema.object(
            Map.of("effective-since", Schema.TEXT, "max-bytes", Schema.INTEGER, "period", PERIOD), "effective-since");
    private static final Schema CONNECTION_DURATION = Schema.object(
            Map.of("effective-since", Schema.TEXT, "max-minutes", Schema.INTEGER, "period", PERIOD), "effective-since");
    private static final Schema RESOURCE_LIMITS = Schema.object(Map.of(
            "max-connections", Schema.INTEGER,
            "max-ttl", Schema.INTEGER,
            "max-ttl-telemetry-qos0", Schema.INTEGER,
            "max-ttl-telemetry-qos1", Schema.INTEGER,
            "max-ttl-command-response", Schema.INTEGER,
            "data-volume", DATA_VOLUME,
            "connection-duration", CONNECTION_DURATION,
            "ext", Schema.OBJECT));
    private static final Schema REGISTRATION_LIMITS = Schema.object(
            Map.of("max-devices", Schema.INTEGER, "max-credentials-per-device", Schema.INTEGER, "ext", Schema.OBJECT));
    private static final Schema TRACING =
            Schema.object(Map.of("sampling-mode", Schema.TEXT, "sampling-mode-per-auth-id", Schema.OBJECT));
    private static final Schema TENANT = Schema.object(Map.ofEntries(
            Map.entry("enabled", Schema.BOOLEAN),
            Map.entry("alias", Schema.TEXT),
            Map.entry("ext", Limits::ext),
            Map.entry("adapters", Schema.list(Bodies::adapter)),
            Map.entry("defaults", Schema.OBJECT),
            Map.entry("minimum-message-size", Schema.INTEGER),
            Map.entry("registration-limits", REGISTRATION_LIMITS),
            Map.entry("resource-limits", RESOURCE_LIMITS),
            Map.entry("tracing", TRACING),
            Map.entry("trust-anchor-group", Schema.TEXT),
            Map.entry("trusted-ca", Schema.list(Schema.OBJECT))));
    private static final Schema COMMAND_ENDPOINT = Schema.object(
            Map.of("uri", Schema.TEXT, "headers", Schema.OBJECT, "payload-properties", Schema.OBJECT), "uri");
    private static final Schema DEVICE = Schema.object(Map.ofEntries(
            Map.entry("enabled", Schema.BOOLEAN),
            Map.entry("defaults", Schema.OBJECT),
            Map.entry("via", Schema.TEXTS),
            Map.entry("viaGroups", Schema.TEXTS),
            Map.entry("memberOf", Schema.TEXTS),
            Map.entry("authorities", Schema.TEXTS),
            Map.entry("downstream-message-mapper", Schema.TEXT),
            Map.entry("upstream-message-mapper", Schema.TEXT),
            Map.entry("ext", Schema.OBJECT),
            Map.entry("status", Schema.OBJECT),
            Map.entry("command-endpoint", COMMAND_ENDPOINT)));

    private Bodies() {}

    /** Checks a tenant. */
    static ObjectNode tenant(JsonNode body) {
        ObjectNode tenant = checked(TENANT, body, "Tenant");
        JsonNode adapters = tenant.path("adapters");
        if (adapters.isArray()) {
            Set<String> types = new HashSet<>();
            adapters.forEach(adapter -> {
                if (!types.add(adapter.path("type").textValue())) {
                    throw invalid("Tenant", "adapter type " + adapter.path("type") + " is listed twice");
                }
            });
            if (types.isEmpty()) {
                throw invalid("Tenant", "member [adapters] must not be empty; leave it out to enable all adapters");
            }
        }
        return tenant;
    }

    /** Checks a device and drops its status, which only the registry writes. */
    static ObjectNode device(JsonNode body) {
        ObjectNode device = checked(DEVICE, body, "Device");
        device.remove("status");
        boolean behind =
                device.path("via").size() > 0 || device.path("viaGroups").size() > 0;
        if (behind && device.path("memberOf").size() > 0) {
            throw invalid("Device", "member [memberOf] cannot stand beside [via] or [viaGroups]");
        }
        return device;
    }

    /** Takes a list of credentials as it is; {@link Credentials} checks it. */
    static ArrayNode credentials(JsonNode body) {
        if (body instanceof ArrayNode list) {
            return list;
        }
        throw invalid("array of credentials", "it is not an array");
    }

    private static ObjectNode checked(Schema schema, JsonNode body, String name) {
        try {
            schema.check("", body);
            return ((ObjectNode) body).deepCopy();
        } catch (RefusedException e) {
            throw invalid(name, e.getMessage());
        }
    }

    static RefusedException invalid(String name, String why) {
        return RefusedException.bad("request does not contain a valid " + name + " object: " + why);
    }

    private static void adapter(String path, JsonNode value) {
        Schema.OBJECT.check(path, value);
        Schema.kind(
                        "the type of an adapter, for example \"hono-mqtt\"",
                        type -> type.isTextual() && !type.asText().isBlank())
                .check(path + "/type", value.path("type"));
        for (String flag : new String[] {"enabled", "device-authentication-required"}) {
            if (value.has(flag)) {
                Schema.BOOLEAN.check(path + "/" + flag, value.get(flag));
            }
        }
    }
}
