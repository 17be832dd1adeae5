// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.borough.connect.CommandAsker;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandResult;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
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
            Answers answers = new Answers(bench);
            bench.router.askers().add(answers);
            System.out.printf("%,d commands/s with answers on one lane%n", answers.measure(DEVICES, 200));
            System.out.printf("%,d commands/s with answers on one lane%n", answers.measure(DEVICES, 200));
            System.out.printf("%,d commands/s with answers to one device%n", answers.measure(1, 200));
        }
    }

    /** Applications that ask, and devices that answer at once. */
    private record Answers(Bench bench, Semaphore ended) implements CommandAsker {

        Answers(Bench bench) {
            this(bench, new Semaphore(0));
        }

        long measure(int devices, int each) throws InterruptedException {
            byte[] payload = {7};
            for (int i = 0; i < devices; i++) {
                DeviceId device = Bench.device("lamp-" + i);
                bench.registrations.add(device, Map.of());
                bench.router.downlinks().open(CommandTarget.own(device), this::answer);
            }
            long start = System.nanoTime();
            for (int i = 0; i < devices * each; i++) {
                DeviceId device = Bench.device("lamp-" + i / each);
                Instant now = bench.clock.instant();
                bench.router.direct().send(new DeviceCommand("c" + i, device, "dim", "", payload, true, now, name()));
            }
            ended.acquire(devices * each);
            return devices * each * 1_000_000_000L / (System.nanoTime() - start);
        }

        private CompletionStage<Delivery> answer(DownlinkMessage message) {
            Message answer = bench.message(message.device(), "text/plain", Map.of(), "done");
            bench.router.downlinks().respond(new CommandResponse(message.requestId(), 200, answer));
            return CompletableFuture.completedStage(new Delivery.Delivered());
        }

        @Override
        public String name() {
            return "applications";
        }

        @Override
        public CompletionStage<Void> ended(DeviceCommand command, CommandResult result) {
            ended.release();
            return CompletableFuture.completedStage(null);
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
