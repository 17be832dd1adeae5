// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The Things Stack v3: the messages of its webhooks and of its MQTT server, which are the same. */
final class TheThingsStack implements Format {

    private static final String UPLINK = "uplink_message";
    private static final Set<String> EVENTS = Set.of(
            "join_accept",
            "downlink_queued",
            "downlink_sent",
            "downlink_ack",
            "downlink_queue_invalidated",
            "location_solved",
            "service_data",
            "uplink_normalized");

    @Override
    public String name() {
        return "tts-v3";
    }

    @Override
    public Heard read(Node message) {
        Identity device = device(message.object("end_device_ids"));
        if (message.has(UPLINK)) {
            return uplink(device, message.object(UPLINK), message);
        }
        if (message.has("downlink_failed")) {
            Node error = message.object("downlink_failed").optional("error");
            return Heard.trouble(
                    device, "a downlink failed: " + error.text("message_format") + " (" + error.text("name") + ")");
        }
        if (message.has("downlink_nack")) {
            return Heard.trouble(device, "the device did not acknowledge a confirmed downlink");
        }
        if (EVENTS.stream().anyMatch(message::has)) {
            return Heard.event(device);
        }
        throw message.wrong(UPLINK, "is missing, and so is every event that is known");
    }

    private static Identity device(Node ids) {
        return new Identity(
                ids.needed("device_id"),
                ids.eui("dev_eui"),
                ids.optional("application_ids").text("application_id"));
    }

    private static Heard uplink(Identity device, Node uplink, Node message) {
        if (!uplink.has("f_port") && !uplink.has("frm_payload")) {
            // Only for the network itself.
            return Heard.event(device);
        }
        List<Reception> receptions = uplink.list("rx_metadata").stream()
                .map(TheThingsStack::reception)
                .toList();
        String time = uplink.text("received_at");
        return Heard.uplink(
                device,
                new Frame(
                        uplink.port("f_port"),
                        uplink.number("f_cnt"),
                        uplink.base64("frm_payload"),
                        time.isEmpty() ? message.text("received_at") : time,
                        receptions));
    }

    private static Reception reception(Node gateway) {
        String forwarder = gateway.optional("packet_broker").text("forwarder_gateway_id");
        String id = gateway.optional("gateway_ids").text("gateway_id");
        return new Reception(forwarder.isEmpty() ? id : forwarder, gateway.decimal("rssi"), gateway.decimal("snr"));
    }

    @Override
    public JsonNode write(Order order) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        ObjectNode ids = message.putObject("end_device_ids")
                .put("device_id", order.device().name());
        if (!order.device().application().isEmpty()) {
            ids.putObject("application_ids")
                    .put("application_id", order.device().application());
        }
        if (!order.device().devEui().isEmpty()) {
            ids.put("dev_eui", order.device().devEui().toUpperCase(Locale.ROOT));
        }
        ObjectNode downlink = message.putArray("downlinks")
                .addObject()
                .put("f_port", order.fPort())
                .put("frm_payload", order.payload())
                .put("priority", "NORMAL")
                .put("confirmed", order.confirmed());
        if (!order.requestId().isEmpty()) {
            downlink.putArray("correlation_ids").add("borough:" + order.requestId());
        }
        return message;
    }
}
