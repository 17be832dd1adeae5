// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.borough.thing.ThingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds the mirror with Ditto's events; compares it with Ditto after every new connection, and now and then. */
final class Feed implements Link.User {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final String START = "START-SEND-EVENTS";
    private static final long AGAIN_MILLIS = 250;
    private static final long RETRY_MILLIS = 2_000;

    private final Settings settings;
    private final DittoHttp ditto;
    private final Mirror mirror;
    private final Inventory inventory;
    private final Ahead ahead;
    private final Optional<MessageDesk> messages;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile Set<String> ownSubjects = Set.of();
    private volatile String trouble = "the things are not read yet";
    private boolean comparing;
    private boolean connected;

    Feed(
            Settings settings,
            DittoHttp ditto,
            Mirror mirror,
            Ahead ahead,
            Optional<MessageDesk> messages,
            ScheduledExecutorService timer) {
        this.settings = settings;
        this.ditto = ditto;
        this.mirror = mirror;
        this.ahead = ahead;
        this.inventory = new Inventory(ditto, settings.namespaces());
        this.messages = messages;
        this.timer = timer;
    }

    /** Completes when the things were read for the first time. */
    CompletionStage<Void> ready() {
        return ready;
    }

    /** What keeps the mirror from being true; nothing when it is. */
    Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    /** Under which names Ditto knows us. */
    Set<String> ownSubjects() {
        return ownSubjects;
    }

    @Override
    public void opened(Channel channel) {
        synchronized (this) {
            connected = true;
        }
        String wanted = settings.namespaces().isEmpty() ? "" : "?namespaces=" + String.join(",", settings.namespaces());
        channel.send(START + wanted);
        messages.ifPresent(desk -> {
            desk.answerBy(channel);
            channel.send("START-SEND-MESSAGES" + wanted);
        });
    }

    @Override
    public void control(String word) {
        if (word.equals(START + ":ACK")) {
            compare();
        }
    }

    @Override
    public void message(JsonNode message) {
        Optional<ThingEvent> event = ThingEvent.of(message);
        if (event.isPresent()) {
            boolean ours = ownSubjects.contains(
                    message.path("headers").path("ditto-originator").asText(""));
            if (mirror.take(event.get(), ours)) {
                fetch(event.get().thing());
            }
            ahead.seen(
                    event.get().thing(),
                    message.path("headers").path("correlation-id").asText(""));
        } else {
            messages.ifPresent(desk -> desk.take(message));
        }
    }

    @Override
    public synchronized void broken() {
        connected = false;
    }

    /** Compares now, unless that is under way. Callable at any time. */
    void compare() {
        synchronized (this) {
            if (comparing || !connected) {
                return;
            }
            comparing = true;
        }
        whoami().thenCompose(known -> inventory.list())
                .thenCompose(listed -> fetchAll(inventory.batches(stale(listed))))
                .whenComplete((done, failure) -> compared(failure));
    }

    private void compared(Throwable failure) {
        synchronized (this) {
            comparing = false;
        }
        if (failure == null) {
            trouble = "";
            ready.complete(null);
        } else {
            if (trouble.isEmpty()) {
                LOG.warn("The things in Ditto could not be read: {}; trying again", Words.of(failure));
            }
            trouble = "the things in Ditto could not be read: " + Words.of(failure);
            timer.schedule(this::compare, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private CompletionStage<Void> whoami() {
        return ditto.get("/whoami").thenAccept(answer -> {
            Set<String> subjects = new HashSet<>();
            answer.ifPresent(me -> me.path("subjects").forEach(subject -> subjects.add(subject.asText())));
            ownSubjects = Set.copyOf(subjects);
        });
    }

    /** What is newer in Ditto than here, and what is here but not in Ditto's list, which lags behind. */
    private List<ThingId> stale(Inventory.Listed listed) {
        List<ThingId> stale = listed.newerThan(thing ->
                mirror.get(thing).map(mirrored -> mirrored.state().revision()).orElse(0L));
        mirror.all().stream()
                .filter(mirrored -> mirrored.state().alive() && !listed.contains(mirrored.thingId()))
                .forEach(mirrored -> stale.add(mirrored.thingId()));
        return stale;
    }

    private CompletionStage<Void> fetchAll(List<List<ThingId>> batches) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (List<ThingId> batch : batches) {
            all = all.thenCompose(done -> inventory.fetch(batch)).thenAccept(found -> take(batch, found));
        }
        return all;
    }

    private void take(List<ThingId> asked, List<JsonNode> found) {
        Set<ThingId> missing = new HashSet<>(asked);
        for (JsonNode whole : found) {
            ThingId thing = ThingId.parse(whole.path("thingId").asText());
            missing.remove(thing);
            if (mirror.take(thing, whole)) {
                timer.schedule(() -> fetch(thing), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        missing.forEach(mirror::lost);
    }

    /** Fetches a thing of which the mirror wants to know more. */
    CompletionStage<Void> fetch(ThingId thing) {
        List<ThingId> one = List.of(thing);
        return inventory.fetch(one).thenAccept(found -> take(one, found)).whenComplete((done, failure) -> {
            if (failure != null) {
                mirror.fetchFailed(thing);
                timer.schedule(this::compare, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }
}
