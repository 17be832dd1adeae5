// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.borough.connect.DeviceId;

/**
 * From what a device is provisioned.
 *
 * @param name its name
 * @param title what it is for, in words
 * @param source the bundle or file that holds it
 * @param device the registration in Hono's JSON
 * @param thing the thing in Ditto's JSON, without ids
 * @param policy its policy in Ditto's JSON
 */
record Template(String name, String title, String source, ObjectNode device, ObjectNode thing, ObjectNode policy) {

    private static final Schema SCHEMA = Schema.object(
            Map.of(
                    "name", Schema.TEXT,
                    "title", Schema.TEXT,
                    "device", Schema.OBJECT,
                    "thing", Schema.OBJECT,
                    "policy", Schema.OBJECT),
            "name");

    /** Reads a template; the exception says what is wrong with it. */
    static Template parse(String source, byte[] text) {
        JsonNode node = Json.read(text);
        SCHEMA.check("", node);
        String name = node.get("name").textValue();
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw RefusedException.bad(
                    "member [name] is '" + name + "'; it must be made of lower-case letters, digits, '-', '_' and '.'");
        }
        return new Template(
                name,
                node.path("title").asText(name),
                source,
                Bodies.device(object(node, "device", Json.object())),
                object(node, "thing", Json.object()),
                object(node, "policy", defaultPolicy()));
    }

    private static ObjectNode object(JsonNode node, String member, ObjectNode otherwise) {
        return node.path(member) instanceof ObjectNode object ? object : otherwise;
    }

    /** The template for one device, its placeholders filled in. */
    Template of(DeviceId id) {
        Map<String, String> values = Map.of(
                "{{tenant}}", id.tenant(),
                "{{deviceId}}", id.id(),
                "{{thingId}}", id.thing().toString());
        return new Template(
                name,
                title,
                source,
                (ObjectNode) filled(device, values),
                (ObjectNode) filled(thing, values),
                (ObjectNode) filled(policy, values));
    }

    private static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node instanceof TextNode text) {
            return TextNode.valueOf(filled(text.textValue(), values));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = Json.MAPPER.createArrayNode();
            array.forEach(element -> filled.add(filled(element, values)));
            return filled;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode filled = Json.object();
            object.fields()
                    .forEachRemaining(
                            member -> filled.set(filled(member.getKey(), values), filled(member.getValue(), values)));
            return filled;
        }
        return node;
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    /** The administrator may do all, devices report, services read and steer. */
    private static ObjectNode defaultPolicy() {
        ObjectNode policy = Json.object();
        ObjectNode entries = policy.putObject("entries");
        ObjectNode administrator = entry(entries, "administrator", "borough:admin");
        grant(administrator, "thing:/", "READ", "WRITE");
        grant(administrator, "policy:/", "READ", "WRITE");
        grant(administrator, "message:/", "READ", "WRITE");
        ObjectNode devices = entry(entries, "devices", "integration:devices");
        grant(devices, "thing:/", "READ");
        grant(devices, "thing:/features", "READ", "WRITE");
        grant(devices, "message:/", "READ", "WRITE");
        ObjectNode services = entry(entries, "services", "integration:services");
        grant(services, "thing:/", "READ");
        grant(services, "thing:/features", "WRITE");
        grant(services, "message:/", "WRITE");
        return policy;
    }

    private static ObjectNode entry(ObjectNode entries, String label, String subject) {
        ObjectNode entry = entries.putObject(label);
        entry.putObject("subjects").putObject(subject).put("type", "borough");
        return entry.putObject("resources");
    }

    private static void grant(ObjectNode resources, String resource, String... permissions) {
        ObjectNode effect = resources.putObject(resource);
        ArrayNode granted = effect.putArray("grant");
        for (String permission : permissions) {
            granted.add(permission);
        }
        effect.putArray("revoke");
    }
}
