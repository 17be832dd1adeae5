// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Set;

/**
 * ChirpStack v4, and the uplinks of v3 as far as they are alike: there the EUI stands at the top, in Base64 or
 * hexadecimal digits, sometimes inside {@code {"type":"up","payload":{…}}}.
 */
final class ChirpStack implements Format {

    private static final Set<String> EVENTS =
            Set.of("margin", "acknowledged", "queueItemId", "location", "integrationName", "level", "devAddr", "error");

    @Override
    public String name() {
        return "chirpstack-v4";
    }

    @Override
    public Heard read(Node message) {
        Node event = message.has("type") && message.has("payload") ? message.object("payload") : message;
        Identity device = device(event);
        if (event.has("rxInfo") && (event.has("data") || event.has("fPort"))) {
            return Heard.uplink(device, frame(event));
        }
        if (event.has("acknowledged") && !event.json().path("acknowledged").asBoolean()) {
            return Heard.trouble(device, "the device did not acknowledge a confirmed downlink");
        }
        if ("ERROR".equals(event.text("level"))) {
            return Heard.trouble(device, event.text("code") + ": " + event.text("description"));
        }
        // Frames for the network itself have neither port nor data.
        if (event.has("rxInfo") || EVENTS.stream().anyMatch(event::has)) {
            return Heard.event(device);
        }
        throw event.wrong("rxInfo", "is missing, and so is every member of an event that is known");
    }

    private static Identity device(Node event) {
        if (event.has("devEUI")) {
            return new Identity("", event.neededEui("devEUI"), event.text("applicationID"));
        }
        Node info = event.object("deviceInfo");
        return new Identity("", info.neededEui("devEui"), info.text("applicationId"));
    }

    private static Frame frame(Node event) {
        List<Node> heard = event.list("rxInfo");
        String time = event.text("time");
        return new Frame(
                event.port("fPort"),
                event.number("fCnt"),
                event.base64("data"),
                time.isEmpty()
                        ? heard.stream()
                                .map(each -> each.text("time"))
                                .filter(each -> !each.isEmpty())
                                .findFirst()
                                .orElse("")
                        : time,
                heard.stream().map(ChirpStack::reception).toList());
    }

    private static Reception reception(Node gateway) {
        boolean old = gateway.has("gatewayID");
        return new Reception(
                old ? gateway.eui("gatewayID") : gateway.text("gatewayId"),
                gateway.decimal("rssi"),
                gateway.decimal(old ? "loRaSNR" : "snr"));
    }

    @Override
    public JsonNode write(Order order) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("devEui", order.device().devEui())
                .put("confirmed", order.confirmed())
                .put("fPort", order.fPort())
                .put("data", order.payload());
    }
}
