// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.ditto.topic.ReadingTopic;
import org.borough.twin.view.Trees;

/**
 * Brings readings to a topic that Ditto reads. Those of one thing stay in their order. A report is done when the topic has
 * it for good; Ditto and the mirror come to know it later.
 */
final class TopicWriter implements AutoCloseable {

    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final Settings settings;
    private final Mirror mirror;
    private final Feed feed;
    private final Ahead ahead;
    private final Supplier<Optional<ReadingTopic>> topic;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "borough-ditto-readings");
        made.setDaemon(true);
        return made;
    });
    /** Of things that the mirror does not know, until Ditto was asked for them. Belongs to the thread, as the next. */
    private final Map<ThingId, Deque<Report>> held = new HashMap<>();

    private boolean ready;

    TopicWriter(Settings settings, Mirror mirror, Feed feed, Ahead ahead, Supplier<Optional<ReadingTopic>> topic) {
        this.settings = settings;
        this.mirror = mirror;
        this.feed = feed;
        this.ahead = ahead;
        this.topic = topic;
    }

    /** Starts to write when the mirror is there, since what is written depends on it. */
    void start() {
        feed.ready()
                .thenRun(() -> run(() -> {
                    ready = true;
                    List.copyOf(held.keySet()).forEach(this::release);
                }));
    }

    CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
        if (waiting.incrementAndGet() > settings.maxWaiting()) {
            int many = waiting.decrementAndGet();
            return CompletableFuture.failedFuture(
                    refused("ditto:busy", many + " readings wait for Kafka already; write slower."));
        }
        Instant deadline = Instant.now().plus(settings.writePatience());
        Report report = new Report(thing, List.copyOf(readings), cause, deadline, new CompletableFuture<>());
        report.done().whenComplete((done, failure) -> waiting.decrementAndGet());
        if (!run(() -> take(report))) {
            report.done().completeExceptionally(Writer.unreachable());
        }
        return report.done();
    }

    int waiting() {
        return waiting.get();
    }

    private boolean run(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private void take(Report report) {
        ThingId thing = report.thing();
        boolean known = mirror.get(thing).isPresent();
        if (ready && known && !held.containsKey(thing)) {
            append(report);
            return;
        }
        boolean first = !held.containsKey(thing);
        held.computeIfAbsent(thing, id -> new ArrayDeque<>(1)).add(report);
        if (ready && first) {
            lookUp(thing);
        }
    }

    /** The mirror may be late: somebody has just made the thing. */
    private void lookUp(ThingId thing) {
        feed.fetch(thing).whenComplete((done, failure) -> run(() -> settle(thing, failure == null)));
    }

    /** Lets the reports of a thing go on that was waited for; when it is unknown it is asked for first. */
    private void release(ThingId thing) {
        if (mirror.get(thing).isPresent()) {
            settle(thing, true);
        } else {
            lookUp(thing);
        }
    }

    private void settle(ThingId thing, boolean answered) {
        Deque<Report> reports = held.remove(thing);
        boolean known = mirror.get(thing).isPresent();
        while (reports != null && !reports.isEmpty()) {
            Report report = reports.remove();
            if (known) {
                append(report);
            } else {
                report.done().completeExceptionally(answered ? unknown(thing) : Writer.unreachable());
            }
        }
    }

    // Whatever hinders one command from being made is told to its caller; the others go on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void append(Report report) {
        ThingId thing = report.thing();
        try {
            ReadingTopic open = topic.get().orElseThrow(TopicWriter::noTopic);
            String id = UUID.randomUUID().toString();
            ObjectNode command =
                    Patches.report(thing, known(thing), ahead.of(thing), report.readings(), report.cause());
            Trees.child(command, "headers").put("correlation-id", id).put("response-required", true);
            byte[] bytes = Trees.bytes(command);
            ahead.note(thing, id, command.path("value"));
            open.append(thing.toString(), bytes).whenComplete((done, failure) -> end(report, failure));
        } catch (RuntimeException refused) {
            report.done().completeExceptionally(refused);
        }
    }

    private MirrorState known(ThingId thing) {
        return mirror.get(thing).map(Mirrored::state).orElse(MirrorState.NONE);
    }

    private static void end(Report report, Throwable failure) {
        if (failure == null) {
            report.done().complete(null);
        } else {
            report.done()
                    .completeExceptionally(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
        }
    }

    /** Gives up what has waited too long for Ditto to be read. To be called now and then. */
    void sweep() {
        run(() -> held.values().forEach(this::giveUp));
    }

    private void giveUp(Deque<Report> reports) {
        Instant now = Instant.now();
        while (!reports.isEmpty() && reports.peek().deadline().isBefore(now)) {
            reports.remove().done().completeExceptionally(Writer.unreachable());
        }
    }

    private static TwinRefusedException noTopic() {
        return refused(
                "ditto:no.topic",
                "Readings are to go by Kafka, but the feature borough-twin-ditto-kafka is not there or has no brokers.");
    }

    private static TwinRefusedException unknown(ThingId thing) {
        return new TwinRefusedException(
                NOT_FOUND, "things:thing.notfound", "Ditto has no thing " + thing + " that the city may read.");
    }

    private static TwinRefusedException refused(String code, String words) {
        return new TwinRefusedException(UNAVAILABLE, code, words);
    }

    /** Refuses what waits. */
    @Override
    public void close() {
        run(() -> List.copyOf(held.keySet()).forEach(thing -> settle(thing, false)));
        thread.shutdown();
    }
}
