// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.testkit.FakeCommand;
import org.borough.testkit.Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real messages and the vendor's own reading of them. */
class VectorsTest {

    static Stream<Vector> uplinks() {
        return Vector.in("/vectors").filter(vector -> vector.direction().equals("uplink"));
    }

    static Stream<Vector> downlinks() {
        return Vector.in("/vectors").filter(vector -> vector.direction().equals("downlink"));
    }

    @ParameterizedTest
    @MethodSource("uplinks")
    void aRealMessageSaysWhatItsVendorReads(Vector vector) {
        String model = "decentlab:" + vector.device() + ":1.0.0";

        vector.check(adapter(model).decode(vector.uplink(model)), "protocol_version", "device_id");
    }

    @ParameterizedTest
    @MethodSource("downlinks")
    void aCommandBecomesTheVendorsFrame(Vector vector) {
        DeviceAdapter adapter = adapter("decentlab:" + vector.device() + ":1.0.0");

        var downlink = adapter.encode(FakeCommand.message("command", vector.command()));

        assertThat(downlink.payload()).isEqualTo(vector.bytes());
        assertThat(downlink.properties()).containsEntry("fport", Integer.toString(vector.fPort()));
    }

    static DeviceAdapter adapter(String model) {
        return new TableAdapter(Decentlab.shipped().values().stream()
                .filter(descriptor -> descriptor.models().contains(model))
                .findFirst()
                .orElseThrow());
    }
}
