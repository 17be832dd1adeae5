// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import java.util.List;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.Uplink;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.osgi.service.component.annotations.Component;

/** Sensors of Milesight: frames of records, each with channel, type and value. The devices differ in their tables only. */
@Component
@AdapterFor(
        model = {
            "milesight:am103:1.0.0",
            "milesight:am107:1.0.0",
            "milesight:am307:1.0.0",
            "milesight:am319:1.0.0",
            "milesight:em300-sld:1.0.0",
            "milesight:em300-sld-zld:1.0.0",
            "milesight:em300-zld:1.0.0",
            "milesight:em310-udl:1.0.0",
            "milesight:em400-tld:1.0.0",
            "milesight:em400-udl:1.0.0",
            "milesight:em500-co2:1.0.0",
            "milesight:em500-lgt:1.0.0",
            "milesight:vs121:1.0.0",
            "milesight:vs330:1.0.0",
            "milesight:ws101:1.0.0",
            "milesight:ws303:1.0.0"
        })
public final class Milesight implements DeviceAdapter {

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        String[] model = uplink.model().split(":");
        Device device = model.length == 3 ? Devices.ALL.get(model[1]) : null;
        if (device == null) {
            throw new UndecodableUplinkException("no table for the model " + uplink.model() + ".");
        }
        return new Frame(device).read(uplink.bytes()).readings(uplink.model());
    }

    @Override
    public Downlink encode(Command command) {
        return Downlinks.encode(command);
    }
}
