// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.testkit.FakeCommand;
import org.borough.testkit.FakeUplink;
import org.borough.thing.Command;
import org.borough.things.Luminaire;
import org.borough.things.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands become the frames of the data sheet, and what is sent reads back as what was asked. */
class DownlinksTest {

    private static String frame(DeviceAdapter adapter, Command command) {
        Downlink downlink = adapter.encode(command);
        String hex = HexFormat.of().withUpperCase().formatHex(downlink.payload());
        return downlink.properties().get("fport") + ":" + hex;
    }

    @Test
    void aDesiredLevelIsManualDimmingOfAllDrivers() {
        assertThat(frame(new Ul20xxFirmware10(), FakeCommand.desired(Luminaire.LEVEL, 50.0)))
                .isEqualTo("60:01FE32");
        assertThat(frame(new Ul20xxFirmware11(), FakeCommand.desired(Luminaire.LEVEL, 99.6)))
                .isEqualTo("60:01FE64");
        assertThat(frame(new Ul20xxFirmware11(), FakeCommand.desired(Luminaire.ON, false)))
                .isEqualTo("60:01FE00");
    }

    @Test
    void aLevelThatNoLampHasIsRefusedWithTheRange() {
        assertThatThrownBy(() -> new Ul20xxFirmware11().encode(FakeCommand.desired(Luminaire.LEVEL, 101.0)))
                .isInstanceOf(UnsupportedCommandException.class)
                .hasMessageContaining("from 0 to 100");
        assertThatThrownBy(() -> new Ul20xxFirmware11().encode(FakeCommand.desired(Luminaire.POWER, 5.0)))
                .isInstanceOf(UnsupportedCommandException.class)
                .hasMessageContaining("luminaire/level");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dim | {\"level\":30} | 60:01FE1E",
                "dim | {\"level\":30,\"address\":\"dali_single_9\"} | 60:01121E",
                "dim | {\"level\":30,\"address\":\"dali_group_3\"} | 60:01861E",
                "resume | {} | 60:01FEFF",
                "dimFor | {\"level\":100,\"minutes\":15} | 60:09FE640F",
                "requestStatus | | 60:0502",
                "requestStatus | {\"status\":false,\"usage\":true} | 60:0501",
                "requestUsage | | 60:0501",
                "setOpenDrain | {\"on\":true} | 60:0C01",
                "setStatusInterval | {\"seconds\":600} | 50:0758020000",
                "setUsageInterval | {\"seconds\":3600,\"mainsVoltage\":230} | 50:0B100E0000E6",
                "setUsageInterval | {\"seconds\":3600} | 50:0B100E0000FF",
                "setBootDelay | {\"seconds\":300} | 50:0D2C01",
                "raw | {\"fPort\":50,\"hex\":\"0d78\"} | 50:0D78",
            })
    void bothFirmwaresUnderstand(String subject, String json, String frame) {
        Command command = FakeCommand.message(subject, json == null ? "" : json);

        assertThat(frame(new Ul20xxFirmware10(), command)).isEqualTo(frame);
        assertThat(frame(new Ul20xxFirmware11(), command)).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setTime | {\"unixTime\":1503402600} | 50:09681A9C59",
                "setProfile | {\"id\":22,\"version\":3,\"days\":[\"mon\",\"tue\",\"wed\",\"thu\"],\"steps\":["
                        + "{\"time\":\"00:00\",\"level\":0},{\"time\":\"01:00\",\"level\":30}]} | 50:081603FE1E0000061E",
                "clearProfiles | {\"address\":\"dali_single_5\"} | 50:FF040A",
                "setHolidays | {\"days\":[\"01/01\",\"12/24\"]} | 50:0C01010C18",
                "setCalendar | {\"sunriseOffset\":-30,\"sunsetOffset\":30,\"latitude\":65.5,\"longitude\":24.83}"
                        + " | 50:06E21E9619B309",
                "setDefaultLevel | {\"level\":80} | 50:0E0150",
                "readConfig | {\"config\":\"profiles\"} | 49:08FF",
            })
    void firmware10Understands(String subject, String json, String frame) {
        assertThat(frame(new Ul20xxFirmware10(), FakeCommand.message(subject, json)))
                .isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setTime | {} | 50:0900000000",
                "setProfile | {\"id\":0,\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\"],\"steps\":["
                        + "{\"time\":\"01:00\",\"level\":20},{\"time\":\"05:30\"}]} | 50:210002FE3E00061421FF",
                "clearProfiles | {} | 50:FF21FF",
                "setHolidays | {\"days\":[\"01/01\",\"05/01\",\"12/23\"]} | 50:2303010105010C17",
                "setFallbackLevel | {\"level\":50} | 50:2532",
                "setFade | {\"seconds\":60} | 50:220E",
                "setMeteringAlert | {\"minPower\":20,\"maxPower\":75,\"minVoltage\":215,\"maxVoltage\":245,"
                        + "\"minPowerFactor\":0.8} | 50:160114004B00D700F50050",
                "setLocation | {\"latitude\":59.437022,\"longitude\":24.753536,\"address\":\"Ööbiku Str. 2-16\"}"
                        + " | 50:2612AC5E6D230017C10EC396C3B662696B75205374722E20322D3136",
                "requestStatus | {\"status\":false,\"location\":true} | 60:0508",
                "identify | {} | 60:0B",
                "restart | {} | 51:FE",
                "readConfig | {\"config\":\"profiles\"} | 49:21FF",
            })
    void firmware11Understands(String subject, String json, String frame) {
        assertThat(frame(new Ul20xxFirmware11(), FakeCommand.message(subject, json)))
                .isEqualTo(frame);
    }

    @Test
    void aCalendarReadsBackAsItWasAsked() {
        Downlink downlink = new Ul20xxFirmware11()
                .encode(FakeCommand.message(
                        "setCalendar",
                        "{\"latitude\":52.37,\"longitude\":-4.9,\"clampsProfiles\":true,"
                                + "\"sunriseSteps\":[{\"zenith\":93,\"level\":0}],"
                                + "\"sunsetSteps\":[{\"zenith\":90.5,\"level\":60},{\"zenith\":96,\"level\":100}]}"));

        var readings = new Ul20xxFirmware11()
                .decode(FakeUplink.of(Ul20xxFirmware11.MODEL, downlink.payload())
                        .fPort(50));

        assertThat(readings)
                .contains(
                        Vendor.says(Ul20xxFirmware11.MODEL, "latitude__deg", 52.37),
                        Vendor.says(Ul20xxFirmware11.MODEL, "longitude__deg", -4.9),
                        Vendor.says(Ul20xxFirmware11.MODEL, "calendar_clamps_profiles", true));
        assertThat(readings.toString()).contains("93.00").contains("90.50").contains("96.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dim | {} | 'level' is missing",
                "dim | {\"level\":101} | from 0 to 100",
                "dim | {\"level\":10,\"address\":\"somewhere\"} | dali_broadcast",
                "dim | no json | not JSON",
                "setHolidays | {\"days\":[\"24.12.\"]} | 12/24",
                "setProfile | {\"id\":1,\"days\":[\"friday\"]} | 'days' is [friday]",
                "setProfile | {\"id\":1,\"steps\":[{\"time\":\"01:05\",\"level\":1}]} | steps of ten minutes",
                "readConfig | {\"config\":\"everything\"} | fallbackLevel",
                "raw | {\"fPort\":60,\"hex\":\"0\"} | two hex digits",
                "dance | {} | it understands activateUpdate",
            })
    void whatIsWrongWithACommandIsNamed(String subject, String json, String words) {
        assertThatThrownBy(() -> new Ul20xxFirmware11().encode(FakeCommand.message(subject, json)))
                .isInstanceOf(UnsupportedCommandException.class)
                .hasMessageContaining(words);
    }
}
