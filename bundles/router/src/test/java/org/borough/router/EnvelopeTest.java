// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandTarget;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Envelope;
import org.borough.connect.Message;
import org.borough.connect.Quarantine;
import org.borough.thing.BoroughException;
import org.borough.thing.Endpoint;
import org.borough.thing.Outcome;
import org.borough.twin.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final Map<String, String> SERVER = Map.of("envelope", "lines");

    private final Bench bench = new Bench()
            .lampAdapter()
            .start()
            .lamp("server", SERVER)
            .lamp("lamp-1", Map.of("adapter", "acme:lamp"), "springfield:server")
            .lamp("lamp-2", Map.of("adapter", "acme:lamp"), "springfield:server")
            .lamp("lamp-3", Map.of("adapter", "acme:lamp"));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyMessageInsideReachesItsTwin() {
        bench.router.addEnvelope("lines", new Lines());
        assertThat(bench.send("server", "lamp-1=10\nlamp-2=20")).isEqualTo(new Acknowledgement.Stored());
        assertThat(bench.level("lamp-1")).contains(10.0);
        assertThat(bench.level("lamp-2")).contains(20.0);
    }

    @Test
    void anEnvelopeWithoutUplinksIsAcknowledged() {
        bench.router.addEnvelope("lines", new Lines());
        assertThat(bench.send("server", "")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void aDeviceForWhichTheServerMayNotSpeakIsQuarantinedAndTheOthersAreNot() {
        bench.router.addEnvelope("lines", new Lines());
        assertThat(bench.send("server", "lamp-3=10\nlamp-1=20\nlamp-9=5"))
                .isInstanceOf(Acknowledgement.Quarantined.class);
        assertThat(bench.level("lamp-1")).contains(20.0);
        assertThat(bench.level("lamp-3")).isEmpty();
        assertThat(bench.router.quarantine().latest(5))
                .extracting(Quarantine.Entry::reason)
                .anySatisfy(reason -> assertThat(reason).contains("lamp-3", "403", "springfield/springfield:server"));
    }

    @Test
    void whatIsNoEnvelopeIsQuarantinedWhole() {
        bench.router.addEnvelope("lines", new Lines());
        Acknowledgement.Quarantined kept = (Acknowledgement.Quarantined) bench.send("server", "nonsense");
        assertThat(kept.reason()).contains("line 1 has no '='");
    }

    @Test
    void anEnvelopeThatNobodyReadsYetIsOpenedWhenItsBundleComes() {
        assertThat(bench.send("server", "lamp-1=10")).isInstanceOf(Acknowledgement.Quarantined.class);
        bench.router.addEnvelope("lines", new Lines());
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(10.0);
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void aFullDiskRefusesTheWholeEnvelope() {
        bench.router.addEnvelope("lines", new Lines());
        bench.stores.full(true);
        assertThat(bench.send("server", "lamp-1=10\nlamp-2=garbage")).isInstanceOf(Acknowledgement.Refused.class);
    }

    @Test
    void aCommandGoesBackInTheServersFormAndIsConfirmedByItsDelivery() {
        bench.router.addEnvelope("lines", new Lines());
        FakeDevice server = new FakeDevice();
        bench.router.downlinks().open(new CommandTarget(Bench.device("server"), CommandTarget.ALL), server);
        CompletionStage<Outcome> outcome = bench.router
                .commands()
                .ask(Bench.thing("lamp-1"), "", "dim", "{\"level\":9}", Cause.of("borough:admin", ""));
        assertThat(Bench.get(outcome)).isInstanceOf(Outcome.Confirmed.class);
        assertThat(server.last().subject()).isEqualTo("down");
        assertThat(server.last().oneWay()).isTrue();
        assertThat(new String(server.last().payload(), StandardCharsets.UTF_8)).isEqualTo("springfield:lamp-1 50 1");
    }

    /** Lines of {@code device=payload}. */
    private static final class Lines implements Envelope {

        @Override
        public List<Message> open(Message message) {
            List<Message> inside = new ArrayList<>();
            String text = new String(message.payload(), StandardCharsets.UTF_8);
            for (String line : text.isEmpty() ? new String[0] : text.split("\n")) {
                String[] parts = line.split("=");
                if (parts.length != 2) {
                    throw new BoroughException("line 1 has no '='.");
                }
                inside.add(new Message(
                        Bench.device(parts[0]),
                        message.device().id(),
                        Endpoint.EVENT,
                        1,
                        "application/octet-stream",
                        new HashMap<>(message.properties()),
                        parts[1].getBytes(StandardCharsets.UTF_8),
                        message.receivedAt()));
            }
            return inside;
        }

        @Override
        public DownlinkMessage wrap(DownlinkMessage message) {
            String text =
                    message.device().id() + " " + message.properties().get("fport") + " " + message.payload().length;
            return new DownlinkMessage(
                    message.device(),
                    message.gateway(),
                    message.requestId(),
                    "down",
                    "text/plain",
                    Map.of(),
                    text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
