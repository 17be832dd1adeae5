// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.List;
import java.util.Map;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.Uplink;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.osgi.service.component.annotations.Component;

/** NAS UL20xx luminaire controllers with firmware 1.0.x. */
@Component
@AdapterFor(model = Ul20xxFirmware10.MODEL)
public final class Ul20xxFirmware10 implements DeviceAdapter {

    static final String MODEL = "nasys:ul20xx-fw1.0:1.0.0";

    private static final Ul20xx PACKETS = new Ul20xx(Map.of(
            24, StatusPackets::firmware10,
            25, UsagePackets::firmware10,
            49, RequestPackets.FIRMWARE_10,
            50, ConfigPackets.FIRMWARE_10,
            51, RequestPackets.UPDATE_10,
            60, CommandPackets.FIRMWARE_10,
            61, NotificationPackets.FIRMWARE_10,
            99, SystemPackets.BOTH));

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        return PACKETS.decode(uplink);
    }

    @Override
    public Downlink encode(Command command) {
        return Downlinks.encode(command, Downlinks10.ACTS);
    }
}
