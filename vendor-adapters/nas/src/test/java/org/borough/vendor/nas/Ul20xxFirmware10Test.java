// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.Set;
import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.testkit.AdapterContract;
import org.borough.testkit.FakeUplink;
import org.borough.testkit.Vector;

class Ul20xxFirmware10Test implements AdapterContract {

    @Override
    public DeviceAdapter adapter() {
        return new Ul20xxFirmware10();
    }

    @Override
    public Set<String> models() {
        return Set.of(Ul20xxFirmware10.MODEL);
    }

    @Override
    public Stream<FakeUplink> samples() {
        return Vector.in("/vectors")
                .filter(vector -> vector.device().equals("ul20xx-fw1.0"))
                .map(vector -> vector.uplink(Ul20xxFirmware10.MODEL));
    }
}
