// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderTest {

    private final SlowTwins twins = new SlowTwins();
    private final Bench bench = new Bench(Bench.limits(), twins).lampAdapter();

    @AfterEach
    void close() {
        bench.settle();
        twins.commit();
        bench.close();
    }

    @Test
    void theReadingsOfOneThingKeepTheirOrder() {
        bench.lamp("lamp-1").lamp("lamp-2").lamp("lamp-3");
        for (int i = 0; i < 60; i++) {
            bench.start("lamp-" + (i % 3 + 1), Integer.toString(i));
        }
        bench.settle();
        assertThat(twins.reports).hasSize(3);
        assertThat(twins.reports.values())
                .allSatisfy(levels -> assertThat(levels).isSorted().hasSize(20));
    }

    @Test
    void theLaneDoesNotWaitForTheDisk() {
        bench.lamp("lamp-1");
        CompletionStage<Acknowledgement> first = bench.start("lamp-1", "1");
        CompletionStage<Acknowledgement> second = bench.start("lamp-1", "2");
        bench.settle();
        assertThat(twins.reports.get(Bench.thing("lamp-1"))).containsExactly(1.0, 2.0);
        assertThat(first.toCompletableFuture()).isNotDone();
        twins.commit();
        assertThat(Bench.get(second)).isEqualTo(new Acknowledgement.Stored());
    }

    @Test
    void aLaneWithoutRoomMakesItsSocketsWaitUntilHalfOfItIsFree() {
        bench.lamp("lamp-1");
        Intake last = fill(64);
        assertThat(last.room().toCompletableFuture()).isNotDone();
        bench.settle();
        assertThat(last.room().toCompletableFuture()).isNotDone();
        twins.commit();
        assertThat(last.room().toCompletableFuture()).isDone();
        assertThat(bench.router
                        .uplinks()
                        .accept(bench.message("lamp-1", "1"))
                        .room()
                        .toCompletableFuture())
                .isDone();
    }

    @Test
    void beyondItsHardLimitALaneRefusesAndCountsTelemetry() {
        bench.lamp("lamp-1");
        fill(64 * 4);
        Message plain = bench.message("lamp-1", "1");
        Message telemetry = new Message(
                plain.device(),
                "",
                Endpoint.TELEMETRY,
                0,
                plain.contentType(),
                plain.properties(),
                plain.payload(),
                plain.receivedAt());
        assertThat(bench.send(telemetry)).isInstanceOf(Acknowledgement.Refused.class);
        assertThat(bench.router.status().level()).isEqualTo(Status.Level.DEGRADED);
        assertThat(bench.router.status().reason()).contains("1 telemetry messages of QoS 0 were shed");
    }

    @Test
    void aFullDiskIsNotAcknowledged() {
        bench.lamp("lamp-1");
        twins.failing = true;
        assertThat(bench.send("lamp-1", "1"))
                .isInstanceOfSatisfying(Acknowledgement.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(503));
    }

    private Intake fill(int count) {
        Intake last = null;
        for (int i = 0; i < count; i++) {
            last = bench.router.uplinks().accept(bench.message("lamp-1", "1"));
        }
        return last;
    }

    /** Twins whose disk commits when the test says so. */
    private static final class SlowTwins implements Twins {

        private final Map<ThingId, List<Double>> reports = new ConcurrentHashMap<>();
        private final List<CompletableFuture<Void>> open = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        void commit() {
            List<CompletableFuture<Void>> now = new ArrayList<>(open);
            open.removeAll(now);
            now.forEach(write -> write.complete(null));
        }

        @Override
        public CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
            if (failing) {
                return CompletableFuture.failedStage(new TwinRefusedException(503, "disk", "the disk is full"));
            }
            reports.computeIfAbsent(thing, id -> new CopyOnWriteArrayList<>())
                    .add((Double) readings.get(0).value());
            CompletableFuture<Void> write = new CompletableFuture<>();
            open.add(write);
            return write;
        }

        @Override
        public Optional<Twin> get(ThingId thing) {
            return Optional.empty();
        }

        @Override
        public List<Twin> find(Interest interest) {
            return List.of();
        }

        @Override
        public CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Provisioned> provision(ThingId thing, String json, String policy, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> delete(ThingId thing, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription listen(Interest interest, TwinListener listener) {
            return () -> {};
        }
    }
}
