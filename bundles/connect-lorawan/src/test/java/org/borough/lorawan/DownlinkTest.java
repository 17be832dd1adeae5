// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Envelope;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownlinkTest {

    private static final Map<String, String> PORT_60 = Map.of("fport", "60", "confirmed", "true");

    @Test
    void theThingsStackIsToldTheNamesThatTheUplinkHad() throws IOException {
        Envelope envelope = new TheThingsStackEnvelope(new KnownDevices("1000000000000001"));
        envelope.open(Messages.from(
                Files.readAllBytes(Path.of("src/test/resources/formats/tts-v3/milesight_am307.payload.json"))));
        DownlinkMessage wrapped = envelope.wrap(Messages.to("1000000000000001", PORT_60, 1, 2, 3));
        assertThat(wrapped.contentType()).isEqualTo("application/json");
        assertThat(wrapped.device().id()).isEqualTo("1000000000000001");
        assertThat(wrapped.gateway()).isEqualTo("server");
        assertThat(Messages.text(wrapped))
                .isEqualTo("{\"end_device_ids\":{\"device_id\":\"eui-1000000000000001\",\"application_ids\":"
                        + "{\"application_id\":\"application-tts-name\"},\"dev_eui\":\"1000000000000001\"},"
                        + "\"downlinks\":[{\"f_port\":60,\"frm_payload\":\"AQID\",\"priority\":\"NORMAL\","
                        + "\"confirmed\":true,\"correlation_ids\":[\"borough:r1\"]}]}");
    }

    @Test
    void chirpStackIsToldTheEuiThatTheUplinkHad() throws IOException {
        Envelope envelope = new ChirpStackEnvelope(new KnownDevices("eui-1000000000000001"));
        envelope.open(Messages.from(
                Files.readAllBytes(Path.of("src/test/resources/formats/chirpstack-v4/milesight_am307.payload.json"))));
        assertThat(Messages.text(envelope.wrap(Messages.to("eui-1000000000000001", Map.of("fport", "85"), 255))))
                .isEqualTo("{\"devEui\":\"1000000000000001\",\"confirmed\":false,\"fPort\":85,\"data\":\"/w==\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"70b3d52dd3007a12", "70B3D52DD3007A12", "eui-70b3d52dd3007a12", "city:70b3d52dd3007a12"})
    void aDeviceIdMadeOfTheEuiIsEnoughBeforeTheFirstUplink(String id) {
        Envelope envelope = new ChirpStackEnvelope(new KnownDevices(id));
        assertThat(Messages.text(envelope.wrap(Messages.to(id, PORT_60)))).contains("\"devEui\":\"70b3d52dd3007a12\"");
    }

    @Test
    void theRegistrationMayNameTheEuiBeforeTheFirstUplink() {
        KnownDevices registry = new KnownDevices().with("lamp-7", Map.of("dev_eui", "70B3D52DD3007A12"));
        DownlinkMessage lamp = Messages.to("lamp-7", PORT_60, 10);
        assertThat(Messages.text(new ChirpStackEnvelope(registry).wrap(lamp))).contains("\"70b3d52dd3007a12\"");
        assertThat(Messages.text(new LoriotEnvelope(registry).wrap(lamp)))
                .isEqualTo(
                        "{\"cmd\":\"tx\",\"EUI\":\"70B3D52DD3007A12\",\"port\":60,\"confirmed\":true,\"data\":\"0a\"}");
        assertThat(Messages.text(new ThingParkEnvelope(registry).wrap(lamp)))
                .isEqualTo("{\"DevEUI_downlink\":{\"DevEUI\":\"70B3D52DD3007A12\",\"FPort\":60,"
                        + "\"payload_hex\":\"0a\",\"Confirmed\":1}}");
    }

    @Test
    void aDeviceWhoseEuiNobodyKnowsIsNamedTogetherWithTheRemedy() {
        Envelope envelope = new ChirpStackEnvelope(new KnownDevices("lamp-7"));
        assertThatThrownBy(() -> envelope.wrap(Messages.to("lamp-7", PORT_60)))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("city/lamp-7")
                .hasMessageContaining("defaults/dev_eui");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "224", "x"})
    void aDownlinkNeedsAPort(String port) {
        Envelope envelope = new TheThingsStackEnvelope(new KnownDevices("lamp-7"));
        assertThatThrownBy(() -> envelope.wrap(Messages.to("lamp-7", Map.of("fport", port))))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("fport '" + port + "'");
    }
}
