// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for bytes that lead where no others did. Fuzzes when JAZZER_FUZZ is set, as the build does; else tries the seeds. */
class GuidedFuzzTest {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10s")
    void noBytesAreTooStrange(byte[] bytes) {
        if (bytes != null && bytes.length > 0) {
            new Trial((bytes[0] & 0x80) != 0)
                    .send(bytes, 1 + Math.abs(bytes[bytes.length - 1]))
                    .end();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        Packets.bytes(Packets.session(MqttVersion.MQTT_3_1_1, "secret")),
                        Packets.bytes(Packets.session(MqttVersion.MQTT_5, "secret")),
                        Packets.bytes(Packets.session(MqttVersion.MQTT_5, "wrong")))
                .map(Arguments::of);
    }
}
