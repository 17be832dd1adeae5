// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.List;
import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.Uplink;
import org.borough.thing.Reading;

/**
 * Reads the packets of one firmware.
 *
 * @param ports how packets are laid out, by LoRaWAN port
 */
record Ul20xx(Map<Integer, Layout> ports) {

    List<Reading<?>> decode(Uplink uplink) {
        int port = uplink.fPort()
                .orElseThrow(() ->
                        new UndecodableUplinkException("the message has no LoRaWAN port; give the property fport."));
        Layout layout = ports.get(port);
        if (layout == null) {
            throw new UndecodableUplinkException("an UL20xx with this firmware does not speak on fPort " + port
                    + "; it uses " + ports.keySet().stream().sorted().toList() + ".");
        }
        Packet packet = new Packet();
        ByteReader bytes = uplink.bytes();
        layout.read(bytes, packet);
        if (bytes.hasMore()) {
            packet.error("invalid_payload_length_long");
        }
        return packet.readings(uplink.model());
    }
}
