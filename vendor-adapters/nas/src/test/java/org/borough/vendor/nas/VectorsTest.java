// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.testkit.Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real packets and the vendor's own reading of them. */
class VectorsTest {

    static Stream<Vector> vectors() {
        return Vector.in("/vectors");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRealPacketSaysWhatItsVendorReads(Vector vector) {
        boolean old = vector.device().equals("ul20xx-fw1.0");
        DeviceAdapter adapter = old ? new Ul20xxFirmware10() : new Ul20xxFirmware11();
        String model = old ? Ul20xxFirmware10.MODEL : Ul20xxFirmware11.MODEL;

        vector.check(adapter.decode(vector.uplink(model)));
    }
}
