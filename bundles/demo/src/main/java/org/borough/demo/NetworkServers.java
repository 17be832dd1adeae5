// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/** What The Things Stack and ChirpStack wrap around an uplink, with the members that recorded uplinks have. */
final class NetworkServers {

    private final ObjectMapper json = new ObjectMapper();

    byte[] theThingsStack(String devEui, int fport, byte[] payload, Instant now) {
        ObjectNode root = json.createObjectNode();
        ObjectNode ids = root.putObject("end_device_ids");
        ids.put("device_id", "eui-" + devEui).put("dev_eui", devEui.toUpperCase(Locale.ROOT));
        ids.putObject("application_ids").put("application_id", "demo-city");
        root.put("received_at", now.toString());
        ObjectNode uplink = root.putObject("uplink_message");
        uplink.put("f_port", fport).put("frm_payload", Base64.getEncoder().encodeToString(payload));
        uplink.putArray("rx_metadata").addObject().put("rssi", -35).put("snr", 13.2);
        return bytes(root);
    }

    byte[] chirpStack(String devEui, int fport, byte[] payload, Instant now) {
        ObjectNode root = json.createObjectNode();
        root.put("time", now.toString());
        root.putObject("deviceInfo").put("applicationName", "demo-city").put("devEui", devEui);
        root.put("fPort", fport).put("data", Base64.getEncoder().encodeToString(payload));
        root.putArray("rxInfo").addObject().put("rssi", -35).put("snr", 11.5);
        return bytes(root);
    }

    private byte[] bytes(ObjectNode root) {
        try {
            return json.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
