// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.borough.adapter.Adapters;
import org.borough.connect.Acknowledgement;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationTest {

    private final Lamp bad = new Lamp();
    private final Bench bench =
            new Bench().adapter("lamp", bad, Lamp.MODEL).start().lamp("lamp-1");

    @AfterEach
    void close() {
        bad.release.countDown();
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "garbage, byte 0 is not a level",
        "throw, a bug",
        "overflow, StackOverflowError",
        "linkage, com/acme/Missing",
        "memory, Java heap space",
        "null, null instead of readings",
        "nullReading, null as a reading",
        "nan, NaN",
        "integer, java.lang.Integer",
        "liar, 'String, not Double'",
        "never, has the time",
        "many, more than 1000 readings",
        "long, 100000 characters"
    })
    void whateverAnAdapterDoesCostsThatUplinkOnly(String payload, String reason) {
        Acknowledgement acknowledgement = bench.send("lamp-1", payload);
        assertThat(acknowledgement).isInstanceOfSatisfying(Acknowledgement.Quarantined.class, quarantined -> assertThat(
                        quarantined.reason())
                .contains(reason));
        assertThat(bench.send("lamp-1", "42")).isEqualTo(new Acknowledgement.Stored());
        assertThat(status().level()).isEqualTo(Status.Level.DEGRADED);
    }

    @Test
    void aHangingCallIsQuarantinedAndItsLaneGoesOn() {
        CompletionStage<Acknowledgement> hanging = bench.start("lamp-1", "hang");
        CompletionStage<Acknowledgement> behind = bench.start("lamp-1", "42");
        bench.tickUntilHung(hanging);
        assertThat(((Acknowledgement.Quarantined) Bench.get(hanging)).reason())
                .contains("did not return within 100 ms");
        assertThat(Bench.get(behind)).isEqualTo(new Acknowledgement.Stored());
        bad.release.countDown();
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(42.0);
        assertThat(bench.router.status().reason()).contains("1 hanging calls");
    }

    @Test
    void threeHangsFenceTheAdapter() {
        for (int i = 0; i < 3; i++) {
            bench.tickUntilHung(bench.start("lamp-1", "hang"));
        }
        assertThat(status().level()).isEqualTo(Status.Level.FAILED);
        assertThat(status().reason()).contains("3 calls did not return");
        assertThat(bench.send("lamp-1", "42")).isInstanceOf(Acknowledgement.Quarantined.class);
        assertThat(bench.router.status().level()).isEqualTo(Status.Level.DEGRADED);
    }

    @Test
    void aStormOfExceptionsFencesTheAdapterAndNobodyElseNotices() {
        bench.adapter("good", new Lamp(), "acme:other:1.0.0").lamp("lamp-2", java.util.Map.of("adapter", "acme:other"));
        storm();
        assertThat(status().level()).isEqualTo(Status.Level.FAILED);
        assertThat(reason(bench.send("lamp-1", "42"))).contains("is fenced");
        assertThat(bench.send("lamp-2", "42")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void garbageOfOneDeviceDoesNotFenceTheAdapterOfAll() {
        for (int i = 0; i < 50; i++) {
            bench.send("lamp-1", "garbage");
        }
        assertThat(bench.send("lamp-1", "42")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void afterThePauseAProbeOpensTheFenceAndWhatWaitedIsReplayedInOrder() {
        storm();
        bench.send("lamp-1", "1");
        bench.send("lamp-1", "2");
        long kept = bench.router.quarantine().size();
        bench.clock.advance(Duration.ofSeconds(61));
        assertThat(bench.send("lamp-1", "3")).isEqualTo(new Acknowledgement.Stored());
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(3.0);
        assertThat(bench.router.quarantine().size()).isEqualTo(kept - 2);
        assertThat(status().level()).isNotEqualTo(Status.Level.FAILED);
    }

    @Test
    void aProbeThatFailsKeepsTheFenceClosed() {
        storm();
        bench.clock.advance(Duration.ofSeconds(61));
        assertThat(reason(bench.send("lamp-1", "throw"))).contains("a bug");
        assertThat(reason(bench.send("lamp-1", "42"))).contains("is fenced");
    }

    @Test
    void anUpdatedBundleStartsWithoutAFence() {
        storm();
        bench.send("lamp-1", "7");
        bench.router.adapters().remove("lamp");
        bench.adapter("lamp", new Lamp(), Lamp.MODEL);
        bench.settle();
        assertThat(bench.level("lamp-1")).contains(7.0);
        assertThat(bench.send("lamp-1", "42")).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void theAdapterListCountsWhatWentWellAndWhatDidNot() {
        bench.send("lamp-1", "1");
        bench.send("lamp-1", "2");
        bench.send("lamp-1", "garbage");
        Adapters.Entry entry = bench.router.adapters().list().get(0);
        assertThat(entry.decoded()).isEqualTo(2);
        assertThat(entry.quarantined()).isEqualTo(1);
        assertThat(entry.bundle()).isEqualTo("com.acme.lamp");
        assertThat(entry.models()).containsExactly(Lamp.MODEL);
    }

    private void storm() {
        List<CompletionStage<Acknowledgement>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(bench.start("lamp-1", "throw"));
        }
        all.forEach(Bench::get);
    }

    private Status status() {
        return bench.router.adapters().list().stream()
                .filter(entry -> entry.models().contains(Lamp.MODEL))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static String reason(Acknowledgement acknowledgement) {
        return ((Acknowledgement.Quarantined) acknowledgement).reason();
    }
}
