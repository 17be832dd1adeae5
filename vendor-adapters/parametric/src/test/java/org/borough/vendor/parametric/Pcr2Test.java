// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.parametric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.testkit.AdapterContract;
import org.borough.testkit.FakeCommand;
import org.borough.testkit.FakeUplink;
import org.borough.testkit.Vector;
import org.borough.thing.Reading;
import org.borough.things.Battery;
import org.borough.things.TrafficCount;
import org.borough.things.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Pcr2Test implements AdapterContract {

    @Override
    public DeviceAdapter adapter() {
        return new Pcr2();
    }

    @Override
    public Set<String> models() {
        return Set.of(Pcr2.MODEL);
    }

    @Override
    public Stream<FakeUplink> samples() {
        return vectors().map(vector -> vector.uplink(Pcr2.MODEL));
    }

    static Stream<Vector> vectors() {
        return Vector.in("/vectors");
    }

    private static List<Reading<?>> decode(int port, String hex) {
        return new Pcr2().decode(FakeUplink.hex(Pcr2.MODEL, hex).fPort(port));
    }

    private static Reading<?> says(String name, Object value) {
        return Vendor.says(Pcr2.MODEL, name, value);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRealPayloadSaysWhatItsVendorReads(Vector vector) {
        vector.check(adapter().decode(vector.uplink(Pcr2.MODEL)));
    }

    @Test
    void countsTellBothDirectionsAndTheSupply() {
        assertThat(decode(14, "BE010400010002000300041C200CE40139"))
                .contains(
                        TrafficCount.IN.is(1L),
                        TrafficCount.OUT.is(2L),
                        TrafficCount.COUNT.is(3L),
                        TrafficCount.TOTAL_IN.is(3L),
                        TrafficCount.TOTAL_OUT.is(4L),
                        Battery.VOLTAGE.is(7.2));
    }

    @Test
    void withoutASolarChargerThereIsNoSupplyToTell() {
        assertThat(decode(14, "BE01040001000200030004000000000139"))
                .noneSatisfy(reading -> assertThat(reading.property()).isEqualTo(Battery.VOLTAGE));
    }

    @Test
    void theOlderPayloadHasOneByteOfBattery() {
        assertThat(decode(14, "BE0103 0005 0002 000A 0004 55 0CE4 FFF5"))
                .contains(says("SBX_BATT", 85), says("DIFF", 6), says("TEMP", -2), TrafficCount.IN.is(5L));
    }

    @Test
    void theFormatOfElsysTellsTheSameCounts() {
        assertThat(decode(14, "0A0003 160001 010139"))
                .contains(TrafficCount.IN.is(3L), TrafficCount.OUT.is(1L), says("TEMP", 31));
    }

    @Test
    void olderSettingsAreToldApartByTheirLength() {
        assertThat(decode(190, "01020304 00 02 01 000A 05A0 0000 3C"))
                .contains(says("FirmwareVersion", "2.3.4"), says("UplinkInterval", 10), says("RadarSensitivity", 60));
        assertThat(decode(190, "BE0103 01020304 00 02 00 01 000A 05A0 0000 0000 3C"))
                .contains(says("DeviceClass", 0), says("LinkCheckInterval", 1440));
        assertThat(decode(190, "BE0104 01020304 00 02 00 01 000A 05A0 0000 0000 0078 00 2D 28 0032 00C8 01 07 3C"))
                .contains(says("InactivityTimeout", 120), says("MountingTilt", 45), says("MaxDist", 200));
    }

    @Test
    void whatIsNoPayloadIsRefusedWithTheReason() {
        assertThatThrownBy(() -> decode(15, "BE0104")).hasMessageContaining("fPort 14");
        assertThatThrownBy(() -> decode(14, "006601")).hasMessageContaining("BE0103 or BE0104");
        assertThatThrownBy(() -> decode(190, "BE0105")).hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> decode(14, "BE010400010002000300041C200CE4013900"))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("1 bytes are left");
    }

    @Test
    void theVendorsOwnCommandsPassAsTheyAre() {
        var downlink = adapter().encode(FakeCommand.message("raw", "{\"fPort\":1,\"hex\":\"be01\"}"));

        assertThat(downlink.payload()).containsExactly(0xBE, 0x01);
        assertThat(downlink.properties()).containsEntry("fport", "1");
    }
}
