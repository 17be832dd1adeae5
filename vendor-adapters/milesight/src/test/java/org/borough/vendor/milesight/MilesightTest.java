// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.testkit.AdapterContract;
import org.borough.testkit.FakeCommand;
import org.borough.testkit.FakeUplink;
import org.borough.testkit.Vector;
import org.borough.thing.Reading;
import org.borough.things.AirQuality;
import org.borough.things.Battery;
import org.borough.things.Climate;
import org.borough.things.FillLevel;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.borough.things.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MilesightTest implements AdapterContract {

    @Override
    public DeviceAdapter adapter() {
        return new Milesight();
    }

    @Override
    public Set<String> models() {
        return Devices.ALL.keySet().stream().map(MilesightTest::model).collect(Collectors.toSet());
    }

    @Override
    public Stream<FakeUplink> samples() {
        return Stream.concat(
                vectors().map(vector -> vector.uplink(model(vector.device()))),
                Stream.of(FakeUplink.hex(model("vs121"), "04C902020001 05CC03000100 0DCC64003200")
                        .fPort(85)));
    }

    static Stream<Vector> vectors() {
        return Vector.in("/vectors");
    }

    private static String model(String device) {
        return "milesight:" + device + ":1.0.0";
    }

    private static List<Reading<?>> decode(String device, String hex) {
        return new Milesight().decode(FakeUplink.hex(model(device), hex).fPort(85));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRealFrameSaysWhatItsVendorReads(Vector vector) {
        vector.check(adapter().decode(vector.uplink(model(vector.device()))));
    }

    @Test
    void aBinTellsDistanceTiltAndBattery() {
        assertThat(decode("em310-udl", "01755C03824408040001"))
                .contains(FillLevel.DISTANCE.is(2116.0), FillLevel.TILTED.is(true), Battery.LEVEL.is(92.0));
        assertThat(decode("em400-tld", "8367E8FF018482410601"))
                .contains(FillLevel.TEMPERATURE.is(-2.4), FillLevel.DISTANCE.is(1601.0));
    }

    @Test
    void aRoomTellsClimateAirAndPresence() {
        assertThat(decode("am319", "0175550367EE0004687C050001077DA803097366270A7D04000B7D20000C7D30000D7D0200"))
                .contains(
                        Climate.TEMPERATURE.is(23.8),
                        Climate.HUMIDITY.is(62.0),
                        Climate.PRESSURE.is(1008.6),
                        AirQuality.CO2.is(936.0),
                        AirQuality.HCHO.is(0.04),
                        AirQuality.PM25.is(32.0),
                        AirQuality.PM10.is(48.0),
                        Presence.PRESENT.is(true),
                        Vendor.says(model("am319"), "o3", 0.02));
    }

    @Test
    void aPeopleCounterTellsWhoIsThereAndWhoPassed() {
        assertThat(decode("vs121", "04C905030005 05CC0300010006CD07 0DCC64003200 0EE4010A001400 0FB51F01"))
                .contains(
                        Presence.COUNT.is(5L),
                        Presence.PRESENT.is(true),
                        TrafficCount.IN.is(3L),
                        TrafficCount.OUT.is(1L),
                        TrafficCount.COUNT.is(4L),
                        TrafficCount.TOTAL_IN.is(100L),
                        TrafficCount.TOTAL_OUT.is(50L),
                        Vendor.says(model("vs121"), "region_1", 1L),
                        Vendor.says(model("vs121"), "region_2", 0L),
                        Vendor.says(model("vs121"), "region_3", 1L),
                        Vendor.says(model("vs121"), "people_count_max", 7L),
                        Vendor.says(model("vs121"), "dwell_time_max", 20L));
    }

    @Test
    void aDeviceThatStartsTellsItsVersions() {
        assertThat(decode("vs121", "FF0101FF086600B0940976FF090310FF1F07000401"))
                .contains(
                        Vendor.says(model("vs121"), "protocol_version", 1L),
                        Vendor.says(model("vs121"), "sn", "6600b0940976"),
                        Vendor.says(model("vs121"), "hardware_version", "3.1"),
                        Vendor.says(model("vs121"), "firmware_version", "7.0.4.1"));
        assertThat(decode("em310-udl", "FF0BFFFF0F00FF166713B25644970006FF0A0101"))
                .contains(
                        Vendor.says(model("em310-udl"), "device_status", "on"),
                        Vendor.says(model("em310-udl"), "lorawan_class", "Class A"),
                        Vendor.says(model("em310-udl"), "sn", "6713b25644970006"));
    }

    @Test
    void aStoredRecordIsHistoryAndDoesNotChangeThePresent() {
        assertThat(decode("em300-sld", "20CE0D755B630801570001755C"))
                .contains(
                        Vendor.says(
                                model("em300-sld"),
                                "history",
                                List.of(Map.of(
                                        "timestamp",
                                        1_666_938_125L,
                                        "temperature",
                                        26.4,
                                        "humidity",
                                        43.5,
                                        "leakage_status",
                                        "normal"))),
                        Battery.LEVEL.is(92.0))
                .noneSatisfy(reading -> assertThat(reading.property()).isEqualTo(Climate.TEMPERATURE));
    }

    @Test
    void unknownChannelsOfKnownTypesArePassedOver() {
        assertThat(decode("em310-udl", "077D1027 01755C"))
                .contains(
                        Battery.LEVEL.is(92.0),
                        Vendor.says(
                                model("em310-udl"),
                                "warnings",
                                List.of("channel 07 type 7D at byte 0 is not known and was passed over")));
    }

    @Test
    void whatCannotBePassedOverEndsTheFrameAndIsNamed() {
        assertThat(decode("em310-udl", "01755C F9A1000102"))
                .contains(Battery.LEVEL.is(92.0))
                .anySatisfy(reading -> assertThat(reading.value().toString()).contains("channel F9 type A1 at byte 3"));
        assertThatThrownBy(() -> decode("em310-udl", "F9A1000102"))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("channel F9 type A1 at byte 0");
    }

    @Test
    void theFamilyIsToldToRestartAndHowOftenToReport() {
        assertThat(adapter().encode(FakeCommand.message("reboot")).payload()).containsExactly(0xFF, 0x10, 0xFF);
        assertThat(adapter()
                        .encode(FakeCommand.message("setReportInterval", "{\"seconds\":1200}"))
                        .payload())
                .containsExactly(0xFF, 0x03, 0xB0, 0x04);
        assertThatThrownBy(() -> adapter().encode(FakeCommand.message("setReportInterval", "{\"seconds\":0}")))
                .hasMessageContaining("from 1 to 64800");
    }
}
