// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Actility's ThingPark: each message is one object under the name of its kind. */
final class ThingPark implements Format {

    private static final String UPLINK = "DevEUI_uplink";
    private static final Set<String> EVENTS = Set.of(
            "DevEUI_downlink_Sent",
            "DevEUI_downlink_Rejected",
            "DevEUI_multicast_summary",
            "DevEUI_location",
            "DevEUI_notification");

    @Override
    public String name() {
        return "thingpark";
    }

    @Override
    public Heard read(Node message) {
        if (message.has(UPLINK)) {
            Node uplink = message.object(UPLINK);
            Identity device = device(uplink);
            return uplink.has("FPort") || uplink.has("payload_hex")
                    ? Heard.uplink(device, frame(uplink))
                    : Heard.event(device);
        }
        String event = EVENTS.stream()
                .filter(message::has)
                .findFirst()
                .orElseThrow(() -> message.wrong(UPLINK, "is missing, and so is every event that is known"));
        Identity device = device(message.object(event));
        return event.equals("DevEUI_downlink_Rejected")
                ? Heard.trouble(
                        device,
                        "a downlink was rejected: " + message.object(event).text("DownlinkRejectionCause"))
                : Heard.event(device);
    }

    private static Identity device(Node event) {
        return new Identity("", event.neededEui("DevEUI"), "");
    }

    private static Frame frame(Node uplink) {
        List<Node> gateways = uplink.optional("Lrrs").list("Lrr");
        return new Frame(
                uplink.port("FPort"),
                uplink.number("FCntUp"),
                uplink.hex("payload_hex"),
                uplink.text("Time"),
                (gateways.isEmpty() ? List.of(uplink) : gateways)
                        .stream().map(ThingPark::reception).toList());
    }

    private static Reception reception(Node gateway) {
        return new Reception(gateway.text("Lrrid"), gateway.decimal("LrrRSSI"), gateway.decimal("LrrSNR"));
    }

    @Override
    public JsonNode write(Order order) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("DevEUI_downlink")
                .put("DevEUI", order.device().devEui().toUpperCase(Locale.ROOT))
                .put("FPort", order.fPort())
                .put("payload_hex", HexFormat.of().formatHex(order.payload()))
                .put("Confirmed", order.confirmed() ? 1 : 0);
        return message;
    }
}
