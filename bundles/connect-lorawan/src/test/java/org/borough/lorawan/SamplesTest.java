// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.borough.connect.Envelope;
import org.borough.connect.Message;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded uplink of every network server comes out with its bytes, port and counter. */
class SamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KnownDevices registry = new KnownDevices();

    /** Where a format keeps what the test compares with. */
    private record Wanted(String eui, int port, long counter, byte[] payload) {}

    @TestFactory
    Stream<DynamicTest> theThingsStackUplinksComeOutWhole() throws IOException {
        Envelope envelope = new TheThingsStackEnvelope(registry);
        Function<JsonNode, Wanted> wanted = json -> new Wanted(
                json.at("/end_device_ids/dev_eui").asText(),
                json.at("/uplink_message/f_port").asInt(),
                json.at("/uplink_message/f_cnt").asLong(),
                base64(json.at("/uplink_message/frm_payload").asText()));
        return Stream.concat(each("tts-v3", 19, envelope, wanted), each("tts-v3-industries", 19, envelope, wanted));
    }

    @TestFactory
    Stream<DynamicTest> chirpStackUplinksComeOutWhole() throws IOException {
        return Stream.concat(
                each("chirpstack-v4", 24, new ChirpStackEnvelope(registry), SamplesTest::chirpStack),
                each(
                        "chirpstack-v3-nas",
                        1,
                        new ChirpStackEnvelope(registry),
                        json -> chirpStack(json.get("payload"))));
    }

    private static Wanted chirpStack(JsonNode json) {
        String eui = json.has("devEUI")
                ? HexFormat.of().formatHex(base64(json.get("devEUI").asText()))
                : json.at("/deviceInfo/devEui").asText();
        return new Wanted(
                eui,
                json.get("fPort").asInt(),
                json.get("fCnt").asLong(),
                base64(json.get("data").asText()));
    }

    @TestFactory
    Stream<DynamicTest> loriotUplinksComeOutWhole() throws IOException {
        return each(
                "loriot",
                26,
                new LoriotEnvelope(registry),
                json -> new Wanted(
                        json.get("EUI").asText(),
                        json.get("port").asInt(),
                        json.get("fcnt").asLong(),
                        HexFormat.of().parseHex(json.get("data").asText())));
    }

    @TestFactory
    Stream<DynamicTest> thingParkUplinksComeOutWhole() throws IOException {
        return each(
                "thingpark",
                5,
                new ThingParkEnvelope(registry),
                json -> new Wanted(
                        json.at("/DevEUI_uplink/DevEUI").asText(),
                        json.at("/DevEUI_uplink/FPort").asInt(),
                        json.at("/DevEUI_uplink/FCntUp").asLong(),
                        HexFormat.of()
                                .parseHex(json.at("/DevEUI_uplink/payload_hex").asText())));
    }

    private static Stream<DynamicTest> each(
            String folder, int count, Envelope envelope, Function<JsonNode, Wanted> wanted) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/formats", folder))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSize(count);
            return all.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            folder + "/" + file.getFileName(), () -> check(file, envelope, wanted)));
        }
    }

    private static void check(Path file, Envelope envelope, Function<JsonNode, Wanted> wanted) throws IOException {
        byte[] text = Files.readAllBytes(file);
        Wanted want = wanted.apply(JSON.readTree(text));
        List<Message> messages = envelope.open(Messages.from(text));
        assertThat(messages).hasSize(1);
        Message uplink = messages.get(0);
        assertThat(uplink.payload()).isEqualTo(want.payload);
        assertThat(uplink.gateway()).isEqualTo("server");
        assertThat(uplink.property("fport")).contains(Integer.toString(want.port));
        assertThat(uplink.property("fcnt")).contains(Long.toString(want.counter));
        assertThat(uplink.property("dev_eui")).contains(want.eui.toLowerCase(Locale.ROOT));
        assertThat(uplink.property("rssi").orElseThrow()).matches("-\\d+(\\.\\d+)?");
        assertThat(uplink.property("network_time")).isPresent();
        assertThat(uplink.receivedAt()).isEqualTo(Messages.NOW);
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }
}
