// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RigTest {

    @Test
    void brokerComesBackAndThePeerHearsItself() {
        try (Broker broker = Broker.start(2)) {
            String servers = broker.bootstrapServers();
            broker.kill();
            broker.restart();
            assertThat(broker.bootstrapServers()).isEqualTo(servers);
            try (HonoPeer peer = HonoPeer.start(servers)) {
                uplinksAreConsumed(peer);
                commandsAreAnswered(peer);
            }
        }
    }

    private static void uplinksAreConsumed(HonoPeer peer) {
        peer.send(HonoPeer.Kind.TELEMETRY, "t", 3, 5, Map.of("default.adapter", "acme:lamp"));
        peer.send(HonoPeer.Kind.EVENT, "t", 1, 1, Map.of("property.ttl", "30", "payload", "a&b=c é"));
        peer.consume("t");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(peer.consumed("t"))
                .isEqualTo(Map.of("TELEMETRY", 15, "EVENT", 1)));
        Map<String, String> first = peer.take("t");
        while (!first.get("kind").equals("EVENT")) {
            first = peer.take("t");
        }
        assertThat(first).containsEntry("device", "d1").containsEntry("payload", "a&b=c é");
    }

    private static void commandsAreAnswered(HonoPeer peer) {
        peer.serveCommands("t", HonoPeer.Devices.ANSWER);
        assertThat(peer.command("t", "d1", "dim", "40", Duration.ofSeconds(15)))
                .containsEntry("status", "200")
                .containsEntry("payload", "40");
        peer.serveCommands("t", HonoPeer.Devices.ABSENT);
        assertThatThrownBy(() -> peer.command("t", "d1", "dim", "41", Duration.ofSeconds(15)))
                .hasMessageContaining("Temporarily unavailable");
        assertThat(peer.commands("t")).containsEntry("count", "2").containsEntry("subject", "dim");
    }
}
