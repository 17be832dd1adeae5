// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** LORIOT: uplinks told once ({@code rx}) or with everybody who heard them ({@code gw}). */
final class Loriot implements Format {

    @Override
    public String name() {
        return "loriot";
    }

    @Override
    public Heard read(Node message) {
        String command = message.needed("cmd");
        Identity device = new Identity("", message.neededEui("EUI"), "");
        if (!command.equals("rx") && !command.equals("gw")) {
            return Heard.event(device);
        }
        if (!message.json().path("data").isTextual()) {
            throw message.wrong(
                    "data", "is missing (LORIOT gives 'encdata' alone when it lacks the application session key)");
        }
        List<Reception> receptions =
                message.list("gws").stream().map(Loriot::reception).toList();
        long millis = message.number("ts");
        return Heard.uplink(
                device,
                new Frame(
                        message.port("port"),
                        message.number("fcnt"),
                        message.hex("data"),
                        millis > 0 ? Instant.ofEpochMilli(millis).toString() : "",
                        receptions.isEmpty() ? List.of(reception(message)) : receptions));
    }

    private static Reception reception(Node gateway) {
        return new Reception(
                gateway.text("gweui").toLowerCase(Locale.ROOT), gateway.decimal("rssi"), gateway.decimal("snr"));
    }

    @Override
    public JsonNode write(Order order) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cmd", "tx")
                .put("EUI", order.device().devEui().toUpperCase(Locale.ROOT))
                .put("port", order.fPort())
                .put("confirmed", order.confirmed())
                .put("data", HexFormat.of().formatHex(order.payload()));
    }
}
