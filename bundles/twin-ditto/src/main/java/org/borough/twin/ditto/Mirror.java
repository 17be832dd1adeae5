// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.TwinListener;
import org.borough.twin.view.Changes;
import org.borough.twin.view.Differences;
import org.borough.twin.view.ListenerQueue;
import org.borough.twin.view.SerialQueue;
import org.borough.twin.view.Trees;
import org.borough.twin.view.TwinEvent;

/** The things that the city may read, as Ditto told of them, and those who listen to them. */
final class Mirror implements AutoCloseable {

    /** Headers in which a write carries what Ditto itself does not keep: who caused it, and the devices' times. */
    static final String BY = "borough-by";

    static final String REASON = "borough-reason";
    static final String STAMPS = "borough-stamps";

    private static final List<String> ROOT = List.of();

    private final Map<ThingId, Mirrored> things = new ConcurrentHashMap<>();
    private final List<ListenerQueue> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService pool;
    private final Settings settings;

    Mirror(Settings settings) {
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "borough-ditto-listeners-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    Optional<Mirrored> get(ThingId thing) {
        return Optional.ofNullable(things.get(thing))
                .filter(mirrored -> mirrored.state().alive());
    }

    Collection<Mirrored> all() {
        return things.values();
    }

    long size() {
        return things.values().stream()
                .filter(mirrored -> mirrored.state().alive())
                .count();
    }

    /** How many listeners are too slow at the moment. */
    long behind() {
        return listeners.stream().filter(ListenerQueue::behind).count();
    }

    /** Takes an event; true when the thing must be fetched instead, since events before this one are missing. */
    boolean take(ThingEvent event, boolean trusted) {
        Mirrored mirrored = things.computeIfAbsent(event.thing(), Mirrored::new);
        synchronized (mirrored) {
            MirrorState before = mirrored.state();
            if (mirrored.isBeingFetched()) {
                mirrored.wants(event.revision());
                return false;
            }
            if (event.revision() <= before.revision()) {
                return false;
            }
            boolean follows = event.revision() == before.revision() + 1;
            if (!event.startsThing() && !event.endsThing() && !(follows && before.alive())) {
                return mirrored.wants(event.revision());
            }
            MirrorState after = event.endsThing()
                    ? MirrorState.gone(event.revision(), event.at())
                    : MirrorState.alive(event.revision(), event.at(), event.applied(before.tree()));
            advance(
                    mirrored,
                    after,
                    new Changes.Step(
                            before,
                            after,
                            cause(event.headers(), trusted),
                            event.path(),
                            event.patch(),
                            stamps(event.headers(), trusted)));
            return false;
        }
    }

    /** Takes a thing as a whole; true when it is older than what is known to exist and must be fetched again. */
    boolean take(ThingId thing, JsonNode whole) {
        Mirrored mirrored = things.computeIfAbsent(thing, Mirrored::new);
        synchronized (mirrored) {
            long revision = whole.path("_revision").asLong();
            MirrorState before = mirrored.state();
            if (mirrored.fetched(Math.max(revision, before.revision()))) {
                mirrored.wants(revision);
                return true;
            }
            boolean regained = revision == before.revision() && !before.alive();
            if (revision > before.revision() || regained) {
                Instant at = Instant.parse(
                        whole.path("_modified").asText(Instant.now().toString()));
                MirrorState after = MirrorState.alive(revision, at, Trees.ownMembers(whole));
                advance(mirrored, after, difference(before, after));
            }
            return false;
        }
    }

    /** A thing is not there any more, or may not be read any more. */
    void lost(ThingId thing) {
        Mirrored mirrored = things.get(thing);
        if (mirrored == null) {
            return;
        }
        synchronized (mirrored) {
            mirrored.fetchFailed();
            MirrorState before = mirrored.state();
            if (before.alive()) {
                MirrorState after = MirrorState.gone(before.revision(), Instant.now());
                advance(mirrored, after, difference(before, after));
            }
        }
    }

    void fetchFailed(ThingId thing) {
        Mirrored mirrored = things.get(thing);
        if (mirrored != null) {
            synchronized (mirrored) {
                mirrored.fetchFailed();
            }
        }
    }

    /** Completes when a thing is at least at a revision. */
    CompletableFuture<Void> reaching(ThingId thing, long revision) {
        Mirrored mirrored = things.computeIfAbsent(thing, Mirrored::new);
        synchronized (mirrored) {
            return mirrored.reaching(revision);
        }
    }

    Subscription listen(Interest interest, TwinListener listener) {
        SerialQueue queue = new SerialQueue(pool, settings.listenerQueue(), settings.listenerPatienceMillis());
        ListenerQueue listening = new ListenerQueue(interest, listener, queue);
        listeners.add(listening);
        listening.start(things.values());
        return () -> {
            listeners.remove(listening);
            listening.close();
        };
    }

    @Override
    public void close() {
        listeners.forEach(ListenerQueue::close);
        pool.shutdown();
    }

    private void advance(Mirrored mirrored, MirrorState after, Changes.Step step) {
        Event event = new Event(mirrored, step);
        listeners.forEach(listener -> listener.hear(event));
        mirrored.become(after);
    }

    private static Changes.Step difference(MirrorState before, MirrorState after) {
        JsonNode patch = Differences.patch(before.tree(), after.tree());
        return new Changes.Step(
                before, after, Cause.of("ditto", ""), ROOT, Optional.of(patch), MissingNode.getInstance());
    }

    /** Only what the city's own user wrote may say in whose name it was written. */
    private static Cause cause(JsonNode headers, boolean trusted) {
        String originator = headers.path("ditto-originator").asText("ditto");
        return trusted
                ? Cause.of(
                        headers.path(BY).asText(originator),
                        headers.path(REASON).asText(""))
                : Cause.of(originator, "");
    }

    private static JsonNode stamps(JsonNode headers, boolean trusted) {
        String text = trusted ? headers.path(STAMPS).asText("") : "";
        try {
            return text.isEmpty() ? MissingNode.getInstance() : Trees.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /** What listeners hear. The changes are worked out once, when the first wants them. */
    private static final class Event implements TwinEvent {

        private final Mirrored twin;
        private final Changes.Step step;
        private List<Change> changes;

        private Event(Mirrored twin, Changes.Step step) {
            this.twin = twin;
            this.step = step;
        }

        @Override
        public Mirrored twin() {
            return twin;
        }

        @Override
        public MirrorState before() {
            return (MirrorState) step.before();
        }

        @Override
        public MirrorState after() {
            return (MirrorState) step.after();
        }

        @Override
        public synchronized List<Change> changes() {
            if (changes == null) {
                changes = List.copyOf(Changes.of(twin.thingId(), step));
            }
            return changes;
        }
    }
}
