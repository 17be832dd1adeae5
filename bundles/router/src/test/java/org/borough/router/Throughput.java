// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;

/**
 * How many messages a second one lane carries, with an adapter and twins that are done at once. Run by hand:
 * {@code java -cp … org.borough.router.Throughput}.
 */
final class Throughput {

    private static final int DEVICES = 1000;
    private static final int MESSAGES = 2_000_000;

    private Throughput() {}

    public static void main(String[] arguments) throws InterruptedException {
        Limits like = Bench.limits();
        Limits limits = new Limits(
                1, 2048, Duration.ofSeconds(1), like.readings(), like.fence(), like.delivery(), 1000, like.stop());
        try (Bench bench = new Bench(limits, new InstantTwins())) {
            bench.adapter(
                    "fast",
                    uplink -> List.of(Luminaire.LEVEL.is((double) uplink.bytes().u8("level"))),
                    Lamp.MODEL);
            bench.start();
            for (int round = 1; round <= 5; round++) {
                System.out.printf("round %d: %,d messages/s on one lane%n", round, measure(bench));
            }
        }
    }

    private static long measure(Bench bench) throws InterruptedException {
        Message[] messages = new Message[DEVICES];
        for (int i = 0; i < DEVICES; i++) {
            DeviceId device = Bench.device("lamp-" + i);
            messages[i] = bench.message(device, "application/octet-stream", Map.of("adapter", Lamp.MODEL), "7");
        }
        CountDownLatch done = new CountDownLatch(MESSAGES);
        long start = System.nanoTime();
        for (int i = 0; i < MESSAGES; i++) {
            Intake intake = bench.router.uplinks().accept(messages[i % DEVICES]);
            intake.done().thenRun(done::countDown);
            if (!intake.room().toCompletableFuture().isDone()) {
                intake.room().toCompletableFuture().join();
            }
        }
        done.await();
        return MESSAGES * 1_000_000_000L / (System.nanoTime() - start);
    }

    /** Twins whose writes are done at once. */
    private static final class InstantTwins implements Twins {

        private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

        @Override
        public CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
            return DONE;
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
            return DONE;
        }

        @Override
        public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
            return DONE;
        }

        @Override
        public CompletionStage<Provisioned> provision(ThingId thing, String json, String policy, Cause cause) {
            return CompletableFuture.completedStage(new Provisioned(true, List.of()));
        }

        @Override
        public CompletionStage<Void> delete(ThingId thing, Cause cause) {
            return DONE;
        }

        @Override
        public Subscription listen(Interest interest, TwinListener listener) {
            return () -> {};
        }
    }
}
