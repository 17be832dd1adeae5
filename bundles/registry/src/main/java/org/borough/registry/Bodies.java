// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The bodies of Hono's Device Registry Management API, checked and brought into the form in which they are stored. */
final class Bodies {

    private static final Pattern ALIAS = Pattern.compile("[a-z0-9-]+");
    private static final Schema PERIOD = Schema.object(
            Map.of("mode", Schema.oneOf("monthly", "days"), "no-of-days", Schema.integer(0, 100_000)), "mode");
    private static final Schema DATA_VOLUME = Schema.object(
            Map.of("effective-since", Schema.INSTANT, "max-bytes", Schema.LIMIT, "period", Bodies::period),
            "effective-since");
    private static final Schema CONNECTION_DURATION = Schema.object(
            Map.of("effective-since", Schema.INSTANT, "max-minutes", Schema.LIMIT, "period", Bodies::period),
            "effective-since");
    private static final Schema RESOURCE_LIMITS = Schema.object(Map.of(
            "max-connections", Schema.integer(-1, Integer.MAX_VALUE),
            "max-ttl", Schema.LIMIT,
            "max-ttl-telemetry-qos0", Schema.LIMIT,
            "max-ttl-telemetry-qos1", Schema.LIMIT,
            "max-ttl-command-response", Schema.LIMIT,
            "data-volume", DATA_VOLUME,
            "connection-duration", CONNECTION_DURATION,
            "ext", Schema.OBJECT));
    private static final Schema REGISTRATION_LIMITS = Schema.object(Map.of(
            "max-devices",
            Schema.integer(-1, Integer.MAX_VALUE),
            "max-credentials-per-device",
            Schema.integer(-1, Integer.MAX_VALUE),
            "ext",
            Schema.OBJECT));
    private static final Schema SAMPLING = Schema.oneOf("default", "all", "none");
    private static final Schema TRACING =
            Schema.object(Map.of("sampling-mode", SAMPLING, "sampling-mode-per-auth-id", Schema.map(SAMPLING)));
    private static final Schema TENANT = Schema.object(Map.ofEntries(
            Map.entry("enabled", Schema.BOOLEAN),
            Map.entry(
                    "alias",
                    Schema.kind(
                            "lower-case letters, digits and hyphens",
                            alias -> alias.isTextual()
                                    && ALIAS.matcher(alias.textValue()).matches())),
            Map.entry("ext", Limits::ext),
            Map.entry("adapters", Schema.list(Bodies::adapter)),
            Map.entry("defaults", Schema.OBJECT),
            Map.entry("minimum-message-size", Schema.integer(0, Integer.MAX_VALUE)),
            Map.entry("registration-limits", REGISTRATION_LIMITS),
            Map.entry("resource-limits", RESOURCE_LIMITS),
            Map.entry("tracing", TRACING),
            Map.entry("trust-anchor-group", Schema.TEXT),
            Map.entry(TrustAnchors.MEMBER, Schema.list(Schema.OBJECT))));
    private static final Schema VALUES = Schema.map(Schema.kind("a string, number or boolean", JsonNode::isValueNode));
    private static final Schema COMMAND_ENDPOINT =
            Schema.object(Map.of("uri", Schema.TEXT, "headers", VALUES, "payload-properties", VALUES), "uri");
    private static final List<String> LISTS = List.of("via", "viaGroups", "memberOf", "authorities");
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
            Map.entry("command-endpoint", COMMAND_ENDPOINT)));
    /** Members that belong to the caller alone. */
    private static final Set<String> FREE = Set.of("ext", "defaults");

    private Bodies() {}

    /** Checks a tenant; adds what Hono's registry adds, leaves out what it leaves out. */
    static ObjectNode tenant(JsonNode body) {
        try {
            JsonNode pruned = pruned(body);
            TENANT.check("", pruned);
            ObjectNode tenant = (ObjectNode) pruned;
            adapters(tenant);
            TrustAnchors.accept(tenant);
            if (tenant.path("tracing").isObject() && !tenant.get("tracing").has("sampling-mode")) {
                ((ObjectNode) tenant.get("tracing")).put("sampling-mode", "default");
            }
            withoutDefaults(tenant, List.of("ext", "defaults", TrustAnchors.MEMBER));
            if (tenant.path("minimum-message-size").asInt(-1) == 0) {
                tenant.remove("minimum-message-size");
            }
            for (String limits : List.of("resource-limits", "registration-limits")) {
                withoutLimit(tenant.path(limits));
            }
            withoutLimit(tenant.at("/resource-limits/data-volume"));
            withoutLimit(tenant.at("/resource-limits/connection-duration"));
            return tenant;
        } catch (RefusedException e) {
            throw invalid("Tenant", e.getMessage());
        }
    }

    private static void adapters(ObjectNode tenant) {
        if (!tenant.has("adapters")) {
            return;
        }
        Set<String> types = new HashSet<>();
        for (JsonNode adapter : tenant.get("adapters")) {
            if (!types.add(adapter.path("type").textValue())) {
                throw RefusedException.bad("adapter type " + adapter.path("type") + " is listed twice");
            }
            ((ObjectNode) adapter)
                    .put("enabled", adapter.path("enabled").asBoolean(false))
                    .put(
                            "device-authentication-required",
                            adapter.path("device-authentication-required").asBoolean(true));
        }
        if (types.isEmpty()) {
            throw RefusedException.bad("member [adapters] must not be empty; leave it out to enable all adapters");
        }
    }

    /** Checks a device and drops its status, which only the registry writes. */
    static ObjectNode device(JsonNode body) {
        try {
            JsonNode pruned = pruned(body);
            if (pruned instanceof ObjectNode device) {
                device.remove("status");
                for (String name : LISTS) {
                    // As in Hono, one id may stand for a list of one.
                    if (device.get(name) instanceof TextNode only) {
                        device.putArray(name).add(only);
                    }
                }
            }
            DEVICE.check("", pruned);
            ObjectNode device = (ObjectNode) pruned;
            withoutDefaults(device, List.of("ext", "defaults", "via", "viaGroups", "memberOf", "authorities"));
            if (device.has("memberOf") && (device.has("via") || device.has("viaGroups"))) {
                throw RefusedException.bad("member [memberOf] cannot stand beside [via] or [viaGroups]");
            }
            return device;
        } catch (RefusedException e) {
            throw invalid("Device", e.getMessage());
        }
    }

    /** Takes a list of credentials as it is; {@link Credentials} checks it. */
    static ArrayNode credentials(JsonNode body) {
        if (body instanceof ArrayNode list) {
            return (ArrayNode) pruned(list);
        }
        throw invalid("array of credentials", "it is not an array");
    }

    static RefusedException invalid(String name, String why) {
        return RefusedException.bad("request does not contain a valid " + name + " object: " + why);
    }

    /** A copy without members that are null: for Hono they are not there. */
    private static JsonNode pruned(JsonNode node) {
        JsonNode copy = node.deepCopy();
        prune(copy);
        return copy;
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
            object.fields().forEachRemaining(member -> {
                if (!FREE.contains(member.getKey())) {
                    prune(member.getValue());
                }
            });
        } else {
            node.forEach(Bodies::prune);
        }
    }

    private static void withoutDefaults(ObjectNode body, List<String> names) {
        names.stream()
                .filter(name -> body.has(name) && body.get(name).isEmpty())
                .toList()
                .forEach(body::remove);
    }

    private static void withoutLimit(JsonNode limits) {
        if (limits instanceof ObjectNode object) {
            object.properties()
                    .removeIf(limit -> limit.getValue().isIntegralNumber()
                            && limit.getValue().longValue() == -1);
        }
    }

    private static void period(String path, JsonNode value) {
        PERIOD.check(path, value);
        if (value.get("mode").textValue().equals("days")
                && value.path("no-of-days").asInt() < 1) {
            throw RefusedException.bad("member [" + path + "/no-of-days] must be at least 1 with mode days");
        }
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
        if (value.has("ext")) {
            Schema.OBJECT.check(path + "/ext", value.get("ext"));
        }
    }
}
