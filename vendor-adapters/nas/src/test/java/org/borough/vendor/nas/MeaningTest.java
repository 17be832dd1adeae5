// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.testkit.FakeUplink;
import org.borough.thing.Reading;
import org.borough.things.Climate;
import org.borough.things.Luminaire;
import org.borough.things.Vendor;
import org.junit.jupiter.api.Test;

/** What packets mean for the luminaire. */
class MeaningTest {

    private static List<Reading<?>> decode11(int port, String hex) {
        return new Ul20xxFirmware11()
                .decode(FakeUplink.hex(Ul20xxFirmware11.MODEL, hex).fPort(port));
    }

    private static List<Reading<?>> decode10(int port, String hex) {
        return new Ul20xxFirmware10()
                .decode(FakeUplink.hex(Ul20xxFirmware10.MODEL, hex).fPort(port));
    }

    @Test
    void aStatusTellsLevelReasonAndFaults() {
        assertThat(decode11(23, "01F37F205E8244320916200701D20294550401FE50190012501900"))
                .contains(
                        Luminaire.LEVEL.is(25.0),
                        Luminaire.ON.is(true),
                        Luminaire.DECIDED_BY.is("calendar_dusk_step_0"),
                        Luminaire.LAMP_FAULT.is(true),
                        Luminaire.DRIVER_FAULT.is(true),
                        Luminaire.TEMPERATURE.is(22.0))
                .anySatisfy(reading -> assertThat(reading.property()).isEqualTo(Climate.ILLUMINANCE));
    }

    @Test
    void aLampBehindAnOpenRelayIsDark() {
        assertThat(decode11(23, "00F6E5853800340718000EF5FFFF"))
                .contains(Luminaire.LEVEL.is(0.0), Luminaire.ON.is(false), Luminaire.DECIDED_BY.is("relay_off"));
    }

    @Test
    void theOldFirmwareTellsTheLevelInItsProfiles() {
        assertThat(decode10(24, "DFD41D5E004B041502AE05050AFF32030306FF00"))
                .contains(Luminaire.LEVEL.is(50.0), Luminaire.DECIDED_BY.is("profile_5"));
        assertThat(decode10(24, "8044465E054D07FF02DB02FAFEFF00"))
                .contains(Luminaire.LEVEL.is(0.0), Luminaire.DECIDED_BY.is("ldr_input_active"));
    }

    @Test
    void anEchoedDimmingConfirmsTheLevel() {
        assertThat(decode11(60, "01FE32")).contains(Luminaire.LEVEL.is(50.0), Luminaire.ON.is(true));
        assertThat(decode10(60, "09FE000F")).contains(Luminaire.LEVEL.is(0.0), Luminaire.ON.is(false));
    }

    @Test
    void anEchoedReturnToTheScheduleSaysNoLevel() {
        assertThat(decode11(60, "01FEFF"))
                .noneSatisfy(reading -> assertThat(reading.property()).isEqualTo(Luminaire.LEVEL));
    }

    @Test
    void theControllersOwnMeterStandsForTheWhole() {
        assertThat(decode10(25, "FF830100000004000000000012CF1E000000000000000000000070DE060011000000"))
                .contains(Luminaire.POWER.is(4.0), Luminaire.ENERGY.is(1.0), Luminaire.OPERATING_HOURS.is(0.0));
    }

    @Test
    void withoutAMeterTheDriversTogetherAreTheWhole() {
        assertThat(decode11(26, "00 12 02 1900 14 02 0F00")).contains(Luminaire.POWER.is(40.0));
    }

    @Test
    void aDriverAlertNamesLampAndDriver() {
        assertThat(decode11(61, "83 20 12 02 14 01"))
                .contains(
                        Luminaire.LAMP_FAULT.is(true),
                        Luminaire.DRIVER_FAULT.is(true),
                        Vendor.says(
                                Ul20xxFirmware11.MODEL,
                                "warnings",
                                List.of("dali_single_9 lamp_failure", "dali_single_10 driver_error")));
    }

    @Test
    void sensorsThatAreNotYetKnownArePassedOverAndNamed() {
        assertThat(decode11(23, "01F37F205E00003209160003770102FE50190C"))
                .contains(Vendor.says(Ul20xxFirmware11.MODEL, "errors", List.of("unsupported_sensor_source")))
                .contains(Luminaire.LEVEL.is(25.0));
    }

    @Test
    void aPacketOnTheOtherFirmwaresPortIsRefusedWithThePortsThatAre() {
        assertThatThrownBy(() -> decode11(24, "DFD41D5E004B"))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("fPort 24")
                .hasMessageContaining("[23, 26, 49, 50, 51, 60, 61, 99]");
        assertThatThrownBy(() -> decode11(50, "77")).hasMessageContaining("invalid_packet_type");
    }
}
