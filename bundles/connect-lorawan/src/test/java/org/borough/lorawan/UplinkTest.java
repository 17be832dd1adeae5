// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.borough.connect.Envelope;
import org.borough.connect.Message;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UplinkTest {

    private static final String TTS = "{\"end_device_ids\":{\"device_id\":\"lamp-7\",\"dev_eui\":\"70B3D52DD3007A12\","
            + "\"application_ids\":{\"application_id\":\"lights\"}},\"received_at\":\"2026-11-21T11:59:59Z\","
            + "\"uplink_message\":{\"f_port\":24,\"f_cnt\":7,\"frm_payload\":\"AQID\",\"rx_metadata\":["
            + "{\"gateway_ids\":{\"gateway_id\":\"far\"},\"rssi\":-120,\"snr\":-7.5},"
            + "{\"gateway_ids\":{\"gateway_id\":\"near\"},\"rssi\":-60,\"snr\":9.5}]}}";
    private static final String INFO = "\"deviceInfo\":{\"applicationId\":\"a1\",\"devEui\":\"70b3d52dd3007a12\"}";

    @ParameterizedTest
    @CsvSource({
        "lamp-7",
        "70b3d52dd3007a12",
        "70B3D52DD3007A12",
        "eui-70b3d52dd3007a12",
        "city:lamp-7",
        "city:70b3d52dd3007a12"
    })
    void aDeviceIsFoundUnderWhateverItIsRegistered(String registered) {
        assertThat(tts(new KnownDevices(registered)).device().id()).isEqualTo(registered);
    }

    @Test
    void theFirstOfSeveralRegisteredIdsWins() {
        assertThat(tts(new KnownDevices("eui-70b3d52dd3007a12", "70b3d52dd3007a12"))
                        .device()
                        .id())
                .isEqualTo("70b3d52dd3007a12");
    }

    @Test
    void aDeviceThatNobodyRegisteredKeepsTheServersName() {
        assertThat(tts(new KnownDevices()).device().id()).isEqualTo("lamp-7");
    }

    @Test
    void aDeviceThatIsRegisteredBehindAnotherGatewayIsNotMistakenForAnUnknownOne() {
        Message uplink = tts(new KnownDevices(Set.of("70b3d52dd3007a12"), "eui-70b3d52dd3007a12"));
        assertThat(uplink.device().id()).isEqualTo("70b3d52dd3007a12");
    }

    @Test
    void theDevicesDefaultsGoWithItsUplinkAndTheServersEnvelopeDoesNot() {
        Message uplink = tts(new KnownDevices("lamp-7"));
        assertThat(uplink.property("adapter")).contains("milesight:am307");
        assertThat(uplink.property("envelope")).isEmpty();
        assertThat(uplink.property("orig_adapter")).contains("hono-http");
    }

    @Test
    void theClearestReceptionIsTold() {
        Message uplink = tts(new KnownDevices("lamp-7"));
        assertThat(uplink.properties())
                .containsEntry("rssi", "-60")
                .containsEntry("snr", "9.5")
                .containsEntry("lorawan_gateway", "near")
                .containsEntry("network_time", "2026-11-21T11:59:59Z");
    }

    @Test
    void framesForTheNetworkItselfAreNoUplinks() {
        String json = "{\"end_device_ids\":{\"device_id\":\"lamp-7\"},\"uplink_message\":{\"f_cnt\":7}}";
        assertThat(new TheThingsStackEnvelope(new KnownDevices()).open(Messages.from(json)))
                .isEmpty();
        assertThat(chirpStack("{" + INFO + ",\"fCnt\":7,\"rxInfo\":[]}")).isEmpty();
    }

    @Test
    void anUplinkWithoutAPortKeepsItsBytes() throws IOException {
        String json = Files.readString(Path.of("src/test/resources/formats/tts-v3-docs/data-formats_03.json"))
                .replace("\"received_at\" : \"2020-02-12T15:15:45.789585559Z\"", ",\"received_at\" : \"x\"");
        List<Message> uplinks = new TheThingsStackEnvelope(new KnownDevices()).open(Messages.from(json));
        assertThat(uplinks).hasSize(1);
        assertThat(uplinks.get(0).payload()).containsExactly(0x82, 0x41, 0xDE);
        assertThat(uplinks.get(0).property("fport")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-formats_01.json", "data-formats_05.json", "data-formats_07.json"})
    void joinsAndAcknowledgementsOfTheThingsStackAreNoUplinks(String file) throws IOException {
        byte[] json = Files.readAllBytes(Path.of("src/test/resources/formats/tts-v3-docs", file));
        assertThat(new TheThingsStackEnvelope(new KnownDevices()).open(Messages.from(json)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"margin\":10,\"batteryLevel\":88.3",
                "\"devAddr\":\"00189440\"",
                "\"queueItemId\":\"q\",\"acknowledged\":true,\"fCntDown\":3",
                "\"queueItemId\":\"q\",\"acknowledged\":false",
                "\"queueItemId\":\"q\",\"fCntDown\":2,\"gatewayId\":\"0016c001f153a14c\"",
                "\"level\":\"ERROR\",\"code\":\"UPLINK_MIC\",\"description\":\"MIC of join-request is invalid\"",
                "\"location\":{\"latitude\":37.3}",
                "\"integrationName\":\"loracloud\",\"eventType\":\"x\",\"object\":{}"
            })
    void otherEventsOfChirpStackAreNoUplinks(String members) {
        assertThat(chirpStack("{" + INFO + "," + members + "}")).isEmpty();
    }

    @Test
    void otherMessagesOfLoriotAndThingParkAreNoUplinks() {
        KnownDevices registry = new KnownDevices();
        assertThat(new LoriotEnvelope(registry)
                        .open(Messages.from("{\"cmd\":\"txd\",\"EUI\":\"0102030405060708\",\"seqdn\":1}")))
                .isEmpty();
        assertThat(new ThingParkEnvelope(registry)
                        .open(Messages.from("{\"DevEUI_downlink_Sent\":{\"DevEUI\":\"0102030405060708\"}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json                                                       | it is not JSON",
                "[]                                                             | no JSON object",
                "''                                                             | no JSON object",
                "{}                                                             | 'end_device_ids' is missing",
                "{\"end_device_ids\":7}                                         | 'end_device_ids' is no object",
                "{\"end_device_ids\":{}}                                        | 'end_device_ids/device_id' is missing",
                "{\"end_device_ids\":{\"device_id\":\"d\"}}                     | 'uplink_message' is missing",
                "{\"end_device_ids\":{\"device_id\":\"d\",\"dev_eui\":\"zz\"}}  | 'end_device_ids/dev_eui'",
                "{\"end_device_ids\":{\"device_id\":\"d\"},\"uplink_message\":{\"f_port\":1,\"frm_payload\":\"%\"}}"
                        + " | 'uplink_message/frm_payload' is not Base64",
                "{\"end_device_ids\":{\"device_id\":\"d\"},\"uplink_message\":{\"f_port\":300}}"
                        + " | 'uplink_message/f_port' is 300",
            })
    void whatIsNoMessageOfTheThingsStackIsRefusedByMember(String json, String complaint) {
        Envelope envelope = new TheThingsStackEnvelope(new KnownDevices());
        assertThatThrownBy(() -> envelope.open(Messages.from(json)))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("tts-v3")
                .hasMessageContaining(complaint);
    }

    @Test
    void whatIsNoMessageOfTheOtherServersIsRefusedByMember() {
        KnownDevices registry = new KnownDevices();
        refused(new ChirpStackEnvelope(registry), "{\"deviceInfo\":{}}", "'deviceInfo/devEui' is missing");
        refused(new ChirpStackEnvelope(registry), "{\"devEUI\":\"\",\"rxInfo\":[]}", "'devEUI' is missing");
        refused(new ChirpStackEnvelope(registry), "{" + INFO + "}", "'rxInfo' is missing");
        refused(new LoriotEnvelope(registry), "{\"cmd\":\"rx\"}", "'EUI' is missing");
        refused(
                new LoriotEnvelope(registry),
                "{\"cmd\":\"rx\",\"EUI\":\"0102030405060708\",\"encdata\":\"00\"}",
                "'data' is missing");
        refused(new ThingParkEnvelope(registry), "{\"DevEUI\":1}", "'DevEUI_uplink' is missing");
    }

    private static void refused(Envelope envelope, String json, String complaint) {
        assertThatThrownBy(() -> envelope.open(Messages.from(json)))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining(complaint);
    }

    private static Message tts(KnownDevices registry) {
        return new TheThingsStackEnvelope(registry).open(Messages.from(TTS)).get(0);
    }

    private static List<Message> chirpStack(String json) {
        return new ChirpStackEnvelope(new KnownDevices()).open(Messages.from(json));
    }
}
