// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FuzzTest {

    private static final byte[] VERSION_3 = Packets.bytes(Packets.session(MqttVersion.MQTT_3_1_1, "secret"));
    private static final byte[] VERSION_5 = Packets.bytes(Packets.session(MqttVersion.MQTT_5, "secret"));
    private static final byte[] STRANGER = Packets.bytes(Packets.session(MqttVersion.MQTT_3_1_1, "wrong"));
    private static final byte[] STRANGER_5 = Packets.bytes(Packets.session(MqttVersion.MQTT_5, "wrong"));

    @Example
    void whatIsWellFormedIsTakenInBothVersions() {
        for (byte[] stream : new byte[][] {VERSION_3, VERSION_5}) {
            Trial trial = new Trial(false).send(stream, stream.length);
            assertThat(trial.city.uplinks()).hasSize(3);
            assertThat(trial.city.responses).hasSize(1);
            assertThat(trial.open()).isFalse();
            trial.end();
        }
    }

    @Example
    void aReportedErrorLeaksNothing() {
        byte[] stream = Packets.bytes(List.of(
                Packets.connect(MqttVersion.MQTT_3_1_1, "gw", "secret"),
                Packets.subscribe("e///#"),
                Packets.publish("t//nobody", 1, "x")));
        new Trial(false).send(stream, stream.length).end();
    }

    @Property(tries = 1500)
    void noStreamOfPacketsIsTooStrange(
            @ForAll long seed, @ForAll boolean version5, @ForAll @IntRange(min = 1, max = 400) int piece) {
        byte[] stream = mutated(version5 ? VERSION_5 : VERSION_3, new Random(seed));
        new Trial(false).send(stream, piece).end();
    }

    @Property(tries = 500)
    void nothingIsTakenFromWhoHasProvenNothing(@ForAll long seed, @ForAll boolean version5) {
        byte[] stream = mutated(version5 ? STRANGER_5 : STRANGER, new Random(seed));
        Trial trial = new Trial(false).send(stream, 100);
        trial.end();
        assertThat(trial.city.messages).isEmpty();
        assertThat(trial.city.responses).isEmpty();
    }

    @Property(tries = 300)
    void noBytesAtAllAreTooStrange(@ForAll byte[] bytes, @ForAll boolean webSocket) {
        new Trial(webSocket).send(bytes, 50).end();
    }

    /** Some bytes changed, doubled, taken away. */
    static byte[] mutated(byte[] stream, Random random) {
        byte[] result = stream.clone();
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(result.length);
            switch (random.nextInt(4)) {
                case 0 -> result[at] = (byte) random.nextInt(256);
                case 1 -> result[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> result = spliced(result, at, random.nextInt(Math.min(20, result.length - at)), 0);
                default -> result = spliced(result, at, 0, random.nextInt(Math.min(40, result.length - at)));
            }
        }
        return result;
    }

    /** Takes some bytes away, and doubles some that follow. */
    private static byte[] spliced(byte[] stream, int at, int away, int twice) {
        byte[] result = new byte[stream.length - away + twice];
        System.arraycopy(stream, 0, result, 0, at);
        System.arraycopy(stream, at, result, at, twice);
        System.arraycopy(stream, at + away, result, at + twice, stream.length - at - away);
        return result;
    }
}
