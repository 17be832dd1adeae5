// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Quarantine;
import org.borough.thing.Status;
import org.borough.things.Luminaire;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private Bench bench = new Bench().start().lamp("lamp-1");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatWaitsForAnAdapterIsReplayedInOrderWhenItComes() {
        for (int i = 1; i <= 50; i++) {
            bench.send("lamp-1", Integer.toString(i));
        }
        List<Double> levels = new java.util.concurrent.CopyOnWriteArrayList<>();
        follow(levels);
        bench.lampAdapter();
        bench.send("lamp-1", "51");
        bench.settle();
        assertThat(levels).isSorted().hasSize(51);
        assertThat(bench.router.quarantine().size()).isZero();
        assertThat(bench.stores.size("quarantine")).isZero();
    }

    @Test
    void withoutNewMessagesTheReplayHappensToo() {
        bench.send("lamp-1", "5");
        bench.lampAdapter();
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(5.0);
    }

    @Test
    void anAdapterThatIsTakenAwayLeavesItsUplinksInQuarantineUntilItIsBack() {
        bench.lampAdapter();
        bench.send("lamp-1", "5");
        bench.router.adapters().remove("lamp");
        assertThat(bench.send("lamp-1", "6")).isInstanceOf(Acknowledgement.Quarantined.class);
        bench.lampAdapter();
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(6.0);
    }

    @Test
    void theQuarantineOutlivesTheRouter() {
        bench.send("lamp-1", "5");
        bench = bench.restarted().start();
        Quarantine.Entry entry = bench.router.quarantine().latest(10).get(0);
        assertThat(entry.message().device()).isEqualTo(Bench.device("lamp-1"));
        assertThat(new String(entry.message().payload(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("5");
        bench.lampAdapter();
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(5.0);
    }

    @Test
    void whatAnAdapterCouldNotReadIsReplayedByHandOnly() {
        bench.adapter(
                "broken",
                uplink -> {
                    throw new IllegalStateException("not yet");
                },
                Lamp.MODEL);
        bench.send("lamp-1", "5");
        bench.router.adapters().remove("broken");
        bench.lampAdapter();
        bench.settle();
        assertThat(bench.router.quarantine().size()).isEqualTo(1);
        assertThat(Bench.get(bench.router.quarantine().replay("springfield:lamp-1")))
                .isEqualTo(new Quarantine.Replay(1, 0));
        assertThat(bench.level("lamp-1")).contains(5.0);
        assertThat(bench.router.quarantine().size()).isZero();
    }

    @Test
    void aLateReplayDoesNotOverwriteWhatIsNewer() {
        bench.adapter(
                "picky",
                uplink -> {
                    if (uplink.bytes().u8("first") == '5') {
                        throw new IllegalStateException("not yet");
                    }
                    return List.of(Luminaire.LEVEL.is(60.0));
                },
                Lamp.MODEL);
        bench.send("lamp-1", "5");
        bench.clock.advance(Duration.ofSeconds(10));
        bench.send("lamp-1", "60");
        bench.router.adapters().remove("picky");
        bench.lampAdapter();
        assertThat(Bench.get(bench.router.quarantine().replay(""))).isEqualTo(new Quarantine.Replay(1, 0));
        assertThat(bench.level("lamp-1")).contains(60.0);
    }

    @Test
    void aReplayThatFailsAgainLeavesTheEntryWithItsNewReason() {
        bench.lampAdapter().send("lamp-1", "garbage");
        bench.router.adapters().remove("lamp");
        bench.adapter(
                "other",
                uplink -> {
                    throw new IllegalStateException("another bug");
                },
                Lamp.MODEL);
        assertThat(Bench.get(bench.router.quarantine().replay(""))).isEqualTo(new Quarantine.Replay(0, 1));
        assertThat(bench.router.quarantine().latest(1).get(0).reason()).contains("another bug");
    }

    @Test
    void aReplayUsesWhatTheRegistrationSaysNow() {
        bench.lampAdapter().lamp("lamp-2", Map.of()).send("lamp-2", "5");
        bench.registrations.add(Bench.device("lamp-2"), Map.of("adapter", "acme:lamp"));
        assertThat(Bench.get(bench.router.quarantine().replay("springfield:lamp-2"))
                        .translated())
                .isEqualTo(1);
        assertThat(bench.level("lamp-2")).contains(5.0);
    }

    @Test
    void aFullQuarantineDropsItsOldestAndSaysSo() {
        Limits full = Bench.limits();
        bench.close();
        bench = new Bench(new Limits(
                        1, 64, full.budget(), full.readings(), full.fence(), full.delivery(), 10, full.stop()))
                .start()
                .lamp("lamp-1");
        for (int i = 0; i < 15; i++) {
            bench.send("lamp-1", Integer.toString(i));
        }
        assertThat(bench.router.quarantine().size()).isEqualTo(10);
        assertThat(bench.stores.size("quarantine")).isEqualTo(10);
        assertThat(bench.router.status().level()).isEqualTo(Status.Level.DEGRADED);
        assertThat(bench.router.status().reason()).contains("5 uplinks were dropped");
        assertThat(bench.router.quarantine().latest(3))
                .extracting(Quarantine.Entry::id)
                .containsExactly("14", "13", "12");
    }

    private void follow(List<Double> levels) {
        bench.memory.listen(Interest.all(), new TwinListener() {
            @Override
            public void present(Twin twin) {
                // Only what comes from now on matters here.
            }

            @Override
            public void changed(Twin twin, Change change) {
                change.reported(Luminaire.LEVEL).ifPresent(levels::add);
            }
        });
    }
}
