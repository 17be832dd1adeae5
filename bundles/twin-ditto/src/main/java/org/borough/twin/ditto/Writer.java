// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.borough.thing.ThingId;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.view.Trees;

/**
 * Brings writes to Ditto. Those of one thing go one after the other, those of different things side by side, as many as
 * Ditto bears. One that stays without answer is sent again: all of them may be repeated without harm.
 */
final class Writer implements Link.User {

    private static final int UNAVAILABLE = 503;
    private static final int CONFLICT = 409;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int OK_END = 300;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration MIRROR_PATIENCE = Duration.ofSeconds(2);

    private final Settings settings;
    private final Mirror mirror;
    private final Feed feed;
    private final ScheduledExecutorService timer;
    private final Executor callers;
    private final Map<ThingId, Deque<Write>> queues = new HashMap<>();
    private final Deque<ThingId> next = new ArrayDeque<>();
    private final Map<String, Write> underWay = new HashMap<>();
    private int waiting;
    private boolean allowed;
    private Channel channel;

    Writer(Settings settings, Mirror mirror, Feed feed, ScheduledExecutorService timer, Executor callers) {
        this.settings = settings;
        this.mirror = mirror;
        this.feed = feed;
        this.timer = timer;
        this.callers = callers;
    }

    /** Starts to write when the mirror is there, since what is written depends on it. */
    void start() {
        feed.ready().thenRun(() -> {
            synchronized (this) {
                allowed = true;
                pump();
            }
        });
        timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    CompletionStage<Void> write(ThingId thing, Supplier<ObjectNode> command) {
        Write write = new Write(thing, command, Instant.now().plus(settings.writePatience()));
        synchronized (this) {
            if (waiting >= settings.maxWaiting()) {
                return CompletableFuture.failedFuture(new TwinRefusedException(
                        UNAVAILABLE, "ditto:busy", waiting + " writes wait for Ditto already; write slower."));
            }
            waiting++;
            Deque<Write> queue = queues.computeIfAbsent(thing, id -> new ArrayDeque<>(1));
            queue.add(write);
            if (queue.size() == 1) {
                next.add(thing);
                pump();
            }
        }
        return write.done;
    }

    synchronized int waiting() {
        return waiting;
    }

    @Override
    public synchronized void opened(Channel opened) {
        channel = opened;
        pump();
    }

    @Override
    public synchronized void broken() {
        channel = null;
        List<Write> lost = new ArrayList<>(underWay.values());
        underWay.clear();
        lost.forEach(write -> next.addFirst(write.thing));
    }

    /** Sends what may be sent. With this as lock. */
    // Whatever hinders one command from being made is told to its caller; the others go on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void pump() {
        while (allowed && channel != null && !next.isEmpty() && underWay.size() < settings.maxUnderWay()) {
            Write write = queues.get(next.poll()).peek();
            String id = UUID.randomUUID().toString();
            try {
                ObjectNode command = write.command.get();
                Trees.child(command, "headers").put("correlation-id", id).put("response-required", true);
                write.attempts++;
                write.answerBy = Instant.now().plus(settings.answerTimeout());
                underWay.put(id, write);
                channel.send(command.toString());
            } catch (RuntimeException refused) {
                underWay.remove(id);
                end(write);
                fail(write, refused);
            }
        }
    }

    @Override
    public void message(JsonNode message) {
        String id = message.path("headers").path("correlation-id").asText("");
        synchronized (this) {
            Write write = underWay.remove(id);
            if (write == null) {
                return;
            }
            int status = message.path("status").asInt();
            if (status < OK_END) {
                end(write);
                settle(write, message.path("headers").path("entity-revision"));
            } else if (status >= SERVER_ERROR || status == TIMEOUT || status == TOO_MANY || status == CONFLICT) {
                retry(write, status, message.path("value"));
            } else {
                end(write);
                fail(write, Words.refused(status, message.path("value")));
            }
            pump();
        }
    }

    /** Takes a write that has ended from the head of its queue. With this as lock. */
    private void end(Write write) {
        waiting--;
        Deque<Write> queue = queues.get(write.thing);
        queue.poll();
        if (queue.isEmpty()) {
            queues.remove(write.thing);
        } else {
            next.add(write.thing);
        }
    }

    /** Lets the caller go when the mirror shows what was written; later when Ditto's event is late. */
    private void settle(Write write, JsonNode revision) {
        CompletableFuture<Void> seen =
                revision.isMissingNode() ? fetched(write.thing) : mirror.reaching(write.thing, revision.asLong());
        if (!seen.isDone()) {
            timer.schedule(() -> hurry(write.thing, seen), MIRROR_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        seen.whenCompleteAsync((shown, failure) -> write.done.complete(null), callers);
    }

    private void hurry(ThingId thing, CompletableFuture<Void> seen) {
        if (!seen.isDone()) {
            fetched(thing).whenComplete((done, failure) -> seen.complete(null));
        }
    }

    private CompletableFuture<Void> fetched(ThingId thing) {
        return feed.fetch(thing).toCompletableFuture();
    }

    private void retry(Write write, int status, JsonNode error) {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(write.attempts, 10));
        if (Instant.now().plusMillis(pause).isAfter(write.deadline)) {
            end(write);
            fail(write, Words.refused(status, error));
            return;
        }
        if (status == CONFLICT) {
            // Somebody made the thing at the same moment; the mirror must know it before the next attempt.
            fetched(write.thing);
        }
        timer.schedule(() -> again(write), pause, TimeUnit.MILLISECONDS);
    }

    private synchronized void again(Write write) {
        next.addFirst(write.thing);
        pump();
    }

    /** Gives up what has waited too long, and sends again what stayed without answer. */
    private synchronized void sweep() {
        Instant now = Instant.now();
        List<String> unanswered = new ArrayList<>();
        underWay.forEach((id, write) -> {
            if (write.answerBy.isBefore(now)) {
                unanswered.add(id);
            }
        });
        for (String id : unanswered) {
            retry(underWay.remove(id), UNAVAILABLE, Trees.object());
        }
        for (ThingId thing : List.copyOf(next)) {
            Write first = queues.get(thing).peek();
            if (first.deadline.isBefore(now)) {
                next.remove(thing);
                end(first);
                fail(first, unreachable());
            }
        }
        pump();
    }

    static TwinRefusedException unreachable() {
        return new TwinRefusedException(
                UNAVAILABLE,
                "ditto:unreachable",
                "Ditto did not take the write in time; see the health of twin-ditto.");
    }

    private void fail(Write write, RuntimeException failure) {
        callers.execute(() -> write.done.completeExceptionally(failure));
    }
}
