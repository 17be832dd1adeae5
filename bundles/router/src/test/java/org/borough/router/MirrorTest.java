// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Envelope;
import org.borough.connect.Message;
import org.borough.connect.UplinkMirror;
import org.borough.thing.Endpoint;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MirrorTest {

    private final Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");
    private final Copier copier = new Copier();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anUplinkIsAcknowledgedOnlyWhenAllMirrorsHaveIt() {
        Copier other = new Copier();
        bench.router.mirrors().add(copier);
        bench.router.mirrors().add(other);
        CompletionStage<Acknowledgement> done = bench.start("lamp-1", "55");
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(55.0);
        copier.last().complete(null);
        assertThat(done.toCompletableFuture()).isNotDone();
        other.last().complete(null);
        assertThat(Bench.get(done)).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void aCopyThatFailedIsNotAcknowledgedAndShowsInTheStatusUntilOneSucceeds() {
        bench.router.mirrors().add(copier);
        CompletionStage<Acknowledgement> done = bench.start("lamp-1", "55");
        copier.last().completeExceptionally(new IllegalStateException("no broker"));
        assertThat(Bench.get(done)).isEqualTo(new Acknowledgement.Refused(503, "It could not be copied: no broker"));
        assertThat(bench.router.status().level()).isEqualTo(Status.Level.DEGRADED);
        assertThat(bench.router.status().reason()).contains("no broker");
        done = bench.start("lamp-1", "55");
        copier.last().complete(null);
        assertThat(Bench.get(done)).isEqualTo(new Acknowledgement.Stored());
        assertThat(bench.router.status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void nobodyWaitsForTheCopyOfTelemetryOfQos0() {
        bench.router.mirrors().add(copier);
        Message event = bench.message("lamp-1", "55");
        Message telemetry = new Message(
                event.device(),
                "",
                Endpoint.TELEMETRY,
                0,
                event.contentType(),
                event.properties(),
                event.payload(),
                event.receivedAt());
        assertThat(bench.send(telemetry)).isEqualTo(new Acknowledgement.Stored());
        assertThat(copier.messages).containsExactly(telemetry);
    }

    @Test
    void aMirrorThatThrowsBreaksNothing() {
        UplinkMirror broken = message -> {
            throw new IllegalStateException("a bug");
        };
        bench.router.mirrors().add(broken);
        assertThat(bench.send("lamp-1", "55")).isInstanceOf(Acknowledgement.Refused.class);
        assertThat(bench.level("lamp-1")).contains(55.0);
        bench.router.mirrors().remove(broken);
        assertThat(bench.send("lamp-1", "56")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void aMirrorThatGoesAwayLeavesNobodyWaiting() {
        bench.router.mirrors().add(copier);
        CompletionStage<Acknowledgement> done = bench.start("lamp-1", "55");
        bench.router.mirrors().remove(copier);
        assertThat(Bench.get(done)).isInstanceOf(Acknowledgement.Refused.class);
    }

    @Test
    void whatANetworkServerSentIsCopiedAsItCame() {
        bench.lamp("server", Map.of("envelope", "bag"));
        bench.lamp("lamp-2", Map.of("adapter", "acme:lamp"), "springfield:server");
        bench.router.addEnvelope("bag", new Bag(bench));
        bench.router.mirrors().add(copier.atOnce());
        assertThat(bench.send("server", "whole")).isEqualTo(new Acknowledgement.Stored());
        assertThat(bench.level("lamp-2")).contains(7.0);
        assertThat(copier.messages).extracting(Message::device).containsExactly(Bench.device("server"));
    }

    @Test
    void whatIsQuarantinedIsCopiedToo() {
        bench.router.mirrors().add(copier.atOnce());
        assertThat(bench.send("lamp-1", "garbage")).isInstanceOf(Acknowledgement.Quarantined.class);
        assertThat(copier.messages).hasSize(1);
    }

    @Test
    void aDeviceOfWhichNobodyWantsATwinIsAcknowledgedByTheCopyAlone() {
        bench.router.mirrors().add(copier.atOnce());
        DeviceId plain = new DeviceId("springfield", "plain");
        DeviceId nameless = new DeviceId("5c2f0b1e-9a3d", "7");
        for (DeviceId device : List.of(plain, nameless)) {
            assertThat(bench.send(bench.message(device, "text/plain", Map.of(), "5")))
                    .isEqualTo(new Acknowledgement.Stored());
        }
        assertThat(bench.router.quarantine().size()).isZero();
        assertThat(copier.messages).hasSize(2);
    }

    /** Keeps what it is given, and says so when the test does. */
    private static final class Copier implements UplinkMirror {

        private final List<Message> messages = new CopyOnWriteArrayList<>();
        private final List<CompletableFuture<Void>> copies = new CopyOnWriteArrayList<>();
        private boolean atOnce;

        Copier atOnce() {
            atOnce = true;
            return this;
        }

        @Override
        public CompletionStage<Void> mirror(Message message) {
            messages.add(message);
            CompletableFuture<Void> copy = new CompletableFuture<>();
            copies.add(copy);
            if (atOnce) {
                copy.complete(null);
            }
            return copy;
        }

        CompletableFuture<Void> last() {
            return copies.get(copies.size() - 1);
        }
    }

    /** An envelope that holds one reading of lamp-2. */
    private record Bag(Bench bench) implements Envelope {

        @Override
        public List<Message> open(Message message) {
            return List.of(bench.message(Bench.device("lamp-2"), "text/plain", Map.of(), "7"));
        }

        @Override
        public DownlinkMessage wrap(DownlinkMessage message) {
            return message;
        }
    }
}
