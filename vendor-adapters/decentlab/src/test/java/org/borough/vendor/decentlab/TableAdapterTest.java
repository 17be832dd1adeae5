// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.testkit.AdapterContract;
import org.borough.testkit.FakeUplink;
import org.borough.testkit.Vector;
import org.borough.thing.Reading;
import org.borough.things.AirQuality;
import org.borough.things.Battery;
import org.borough.things.Climate;
import org.borough.things.FillLevel;
import org.borough.things.Presence;
import org.borough.things.Vendor;
import org.junit.jupiter.api.Test;

/** The contract, kept by the device with most blocks; and what names mean. */
class TableAdapterTest implements AdapterContract {

    private static final String IAM = "decentlab:dl-iam:1.0.0";

    @Override
    public DeviceAdapter adapter() {
        return VectorsTest.adapter(IAM);
    }

    @Override
    public Set<String> models() {
        return Set.of(IAM);
    }

    @Override
    public Stream<FakeUplink> samples() {
        return Vector.in("/vectors")
                .filter(vector ->
                        vector.device().equals("dl-iam") && vector.direction().equals("uplink"))
                .map(vector -> vector.uplink(IAM));
    }

    private static List<Reading<?>> decode(String device, String hex) {
        String model = "decentlab:" + device + ":1.0.0";
        return VectorsTest.adapter(model).decode(FakeUplink.hex(model, hex).fPort(1));
    }

    @Test
    void anIndoorMonitorTellsClimateAirPresenceAndBattery() {
        assertThat(decode("dl-iam", "020BBD007F0B926A515D48BC4E0262006981C7000093D4000B0111"))
                .contains(
                        Battery.VOLTAGE.is(2.962),
                        Climate.PRESSURE.is(964.12),
                        AirQuality.CO2.is(455.0),
                        Presence.PRESENT.is(true));
    }

    @Test
    void aLevelSensorTellsTheDistance() {
        assertThat(decode("dl-mbx", "02012F000304D200010BB1"))
                .contains(FillLevel.DISTANCE.is(1234.0), Battery.VOLTAGE.is(2.993));
    }

    @Test
    void aWeatherStationTellsThePressureInHectopascal() {
        List<Reading<?>> readings = decode(
                "dl-atm41", "02035A0003800A8000800080008009812B8014810880B4A57C820C810980027FE88056800880040BF5");

        assertThat(readings).contains(Climate.WIND_SPEED.is(0.09), Climate.HUMIDITY.is(52.4));
        assertThat(readings.stream()
                        .filter(reading -> reading.property().equals(Climate.PRESSURE))
                        .map(Reading::value)
                        .map(Double.class::cast)
                        .collect(Collectors.toList()))
                .singleElement()
                .satisfies(pressure -> assertThat(pressure).isBetween(959.59, 959.61));
    }

    @Test
    void aValueThatIsNoNumberIsLeftOutAndNamed() {
        assertThat(decode("dl-blg", "0230C5000100000000"))
                .noneSatisfy(reading -> assertThat(reading.property().path()).isEqualTo("temperature"));
    }

    @Test
    void blocksThatTheDescriptorDoesNotKnowAreNamed() {
        assertThat(decode("dl-mbx", "02012F00060BB1FFFF"))
                .contains(Vendor.says(
                        "decentlab:dl-mbx:1.0.0", "warnings", List.of("2 bytes at the end are not in the descriptor")));
    }

    @Test
    void anotherProtocolVersionIsRefused() {
        assertThatThrownBy(() -> decode("dl-mbx", "01012F000304D200010BB1"))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("protocol version is 1");
    }
}
