// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.testkit.FakeCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands however they are written. The CRC of the first three frames is the vendor's own. */
class DownlinksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set period + save | {\"parameter\":3600} | 00020E1048A4",
                "setPeriod | {\"parameter\":60,\"save\":true} | 0002003CF5A1",
                "set adr off | | 00070000E5B1",
                "setAdrOff | {} | 00070000E5B1",
                "command | {\"command\":\"set period + save\",\"parameter\":900} | 0002038477A1",
            })
    void aCommandIsFoundHoweverItIsWritten(String subject, String json, String frame) {
        var downlink = Downlinks.encode(FakeCommand.message(subject, json == null ? "" : json));

        assertThat(HexFormat.of().withUpperCase().formatHex(downlink.payload())).isEqualTo(frame);
        assertThat(downlink.subject()).matches("[a-z0-9]+");
    }

    @ParameterizedTest
    @CsvSource({
        "set param 3,0023",
        "set param 3 + save,0033",
        "set sensor_period 9 + save,0069",
        "reset,FEFE",
        "sleep,FEF1"
    })
    void everyCommandHasItsCode(String subject, String code) {
        var downlink = Downlinks.encode(FakeCommand.message(subject, "{\"parameter\":1}"));

        assertThat(HexFormat.of().withUpperCase().formatHex(downlink.payload())).startsWith(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setPeriod | {} | 'parameter' is missing",
                "setPeriod | {\"parameter\":0} | from 1 to 65535",
                "setPort | {\"parameter\":224} | from 1 to 223",
                "dance | {} | setPeriod",
                "command | {} | setPeriod",
            })
    void whatIsWrongWithACommandIsNamed(String subject, String json, String words) {
        assertThatThrownBy(() -> Downlinks.encode(FakeCommand.message(subject, json)))
                .isInstanceOf(UnsupportedCommandException.class)
                .hasMessageContaining(words);
    }
}
