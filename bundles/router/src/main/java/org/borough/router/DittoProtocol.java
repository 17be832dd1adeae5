// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.connect.Message;
import org.borough.thing.BoroughException;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/**
 * The built-in adapter of devices that speak Ditto's protocol: their {@code modify} and {@code merge} commands for their
 * own twin become one merge.
 */
final class DittoProtocol {

    static final String CONTENT_TYPE = "application/vnd.eclipse.ditto+json";
    /** What the tap shows as the adapter. */
    static final String NAME = "ditto-protocol";

    private final Twins twins;
    private final Json json = new Json();

    DittoProtocol(Twins twins) {
        this.twins = twins;
    }

    static boolean speaks(Message message) {
        String type = message.contentType();
        return type.equalsIgnoreCase(CONTENT_TYPE)
                || type.regionMatches(true, 0, CONTENT_TYPE + ';', 0, CONTENT_TYPE.length() + 1);
    }

    /** The merge patch of the thing that the message asks for. */
    String patch(ThingId thing, Message message) {
        JsonNode envelope = read(message);
        String topic = envelope.path("topic").asText();
        String start = thing.namespace() + '/' + thing.name() + "/things/twin/commands/";
        boolean modify = topic.equals(start + "modify");
        if (!modify && !topic.equals(start + "merge")) {
            throw new UndecodableUplinkException("the topic of the Ditto message is '" + topic + "'; a device may send "
                    + start + "modify and " + start + "merge.");
        }
        if (!envelope.has("value")) {
            throw new UndecodableUplinkException("the Ditto message has no value.");
        }
        List<String> path = segments(envelope.path("path").asText());
        JsonNode value = envelope.get("value");
        JsonNode patch = modify ? replacing(present(thing, path), value) : value;
        return wrapped(path, patch).toString();
    }

    private JsonNode read(Message message) {
        try {
            return json.read(new String(message.payload(), StandardCharsets.UTF_8));
        } catch (BoroughException e) {
            throw new UndecodableUplinkException(e.getMessage(), e);
        }
    }

    private static List<String> segments(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new UndecodableUplinkException(
                    "the path of the Ditto message is '" + pointer + "'; it must start with a slash.");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : pointer.substring(1).split("/")) {
            if (!segment.isEmpty()) {
                segments.add(segment.replace("~1", "/").replace("~0", "~"));
            }
        }
        return segments;
    }

    private JsonNode present(ThingId thing, List<String> path) {
        JsonNode node = twins.get(thing).map(Twin::json).map(json::read).orElseGet(json::object);
        for (String segment : path) {
            node = node.path(segment);
        }
        return node;
    }

    /** A patch that leaves nothing of what was there before, except what names the thing itself. */
    private static JsonNode replacing(JsonNode present, JsonNode value) {
        if (!(value instanceof ObjectNode wanted) || !(present instanceof ObjectNode before)) {
            return value;
        }
        ObjectNode patch = wanted.deepCopy();
        before.properties().forEach(member -> {
            String name = member.getKey();
            if (!wanted.has(name) && !name.equals("thingId") && !name.equals("policyId") && !name.startsWith("_")) {
                patch.putNull(name);
            } else if (wanted.has(name)) {
                patch.set(name, replacing(member.getValue(), wanted.get(name)));
            }
        });
        return patch;
    }

    private ObjectNode wrapped(List<String> path, JsonNode patch) {
        JsonNode node = patch;
        for (int i = path.size() - 1; i >= 0; i--) {
            node = json.object().set(path.get(i), node);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new UndecodableUplinkException("the value of the Ditto message is not a thing.");
    }
}
