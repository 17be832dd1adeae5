// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;

/**
 * The records of one partition on their way: fed in their order, done in any, committed up to the first that is not done.
 * Belongs to the thread that polls; only the results of records come from elsewhere.
 */
final class PartitionFlow {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** One record that was fed and is not committed. */
    private static final class Fed {

        private final ConsumerRecord<String, byte[]> taken;
        private volatile Acknowledgement result;

        Fed(ConsumerRecord<String, byte[]> taken) {
            this.taken = taken;
        }

        boolean mustBeRepeated() {
            return result instanceof Acknowledgement.Refused refused && refused.status() >= 500;
        }

        boolean isDone() {
            return result != null && !mustBeRepeated();
        }
    }

    private final Taker taker;
    private final int most;
    private final Counters counters;
    private final Deque<ConsumerRecord<String, byte[]>> waiting = new ArrayDeque<>();
    private final Deque<Fed> underWay = new ArrayDeque<>();
    private final AtomicInteger refused = new AtomicInteger();
    private Optional<CompletionStage<Void>> room = Optional.empty();
    private Instant repeatAt = Instant.MAX;
    private Duration pause = FIRST_PAUSE;
    private long next = -1;
    private long committed = -1;

    PartitionFlow(Taker taker, int most, Counters counters) {
        this.taker = taker;
        this.most = most;
        this.counters = counters;
    }

    void add(ConsumerRecord<String, byte[]> polled) {
        waiting.add(polled);
    }

    /** Goes on as far as there is room. */
    void step(Instant now) {
        removeDone();
        if (isRefused()) {
            repeat(now);
            return;
        }
        while (!waiting.isEmpty() && underWay.size() < most && hasRoom() && !isRefused()) {
            Fed fed = new Fed(waiting.remove());
            underWay.add(fed);
            feed(fed);
        }
        removeDone();
    }

    private void removeDone() {
        while (!underWay.isEmpty() && underWay.peek().isDone()) {
            next = underWay.remove().taken.offset() + 1;
            pause = FIRST_PAUSE;
        }
    }

    private boolean hasRoom() {
        if (room.isPresent() && room.get().toCompletableFuture().isDone()) {
            room = Optional.empty();
        }
        return room.isEmpty();
    }

    private void feed(Fed fed) {
        fed.result = null;
        Intake intake = taker.take(fed.taken);
        if (!intake.room().toCompletableFuture().isDone()) {
            room = Optional.of(intake.room());
        }
        intake.done().thenAccept(result -> {
            fed.result = result;
            if (fed.mustBeRepeated()) {
                refused.incrementAndGet();
            }
        });
    }

    private boolean isRefused() {
        return refused.get() > 0;
    }

    /**
     * Feeds what was refused once more, when all the rest has its result and a pause is over. What the same device sent
     * after it is fed again too, so that its last word stays the last.
     */
    private void repeat(Instant now) {
        if (underWay.stream().anyMatch(fed -> fed.result == null)) {
            return;
        }
        if (repeatAt.equals(Instant.MAX)) {
            repeatAt = now.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        if (now.isBefore(repeatAt)) {
            return;
        }
        repeatAt = Instant.MAX;
        refused.set(0);
        Set<String> devices = new HashSet<>();
        for (Iterator<Fed> all = underWay.iterator(); all.hasNext(); ) {
            Fed fed = all.next();
            if (fed.mustBeRepeated() || devices.contains(fed.taken.key())) {
                devices.add(fed.taken.key());
                counters.repeated.increment();
                feed(fed);
            }
        }
    }

    /** Why it does not go on, when something must be tried again. */
    Optional<String> trouble() {
        return underWay.stream()
                .filter(Fed::mustBeRepeated)
                .map(fed -> ((Acknowledgement.Refused) fed.result).reason())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether no more records are wanted now. */
    boolean isFull() {
        return !waiting.isEmpty() || underWay.size() >= most || !hasRoom() || isRefused();
    }

    boolean isIdle() {
        return waiting.isEmpty() && underWay.isEmpty();
    }

    /** Forgets what was not fed yet; it is read again, here or elsewhere. */
    void drop() {
        waiting.clear();
    }

    /** Whether all that was fed has a result. */
    boolean isSettled() {
        return underWay.stream().allMatch(fed -> fed.result != null);
    }

    /** The offset to be committed, when it is another than the last. */
    Optional<Long> offset() {
        removeDone();
        if (next <= committed) {
            return Optional.empty();
        }
        return Optional.of(next);
    }

    void committed(long offset) {
        committed = Math.max(committed, offset);
    }
}
