// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.TwinListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener of the twins of its interest. One that falls behind does not hear of every change any more; when it
 * has caught up, the twins it missed changes of are presented to it anew.
 */
final class ListenerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private final Interest interest;
    private final TwinListener listener;
    private final SerialQueue queue;
    /** The revision that the listener has last heard of, by thing. Touched by the queue only, and before it starts. */
    private final Map<String, Long> heard = new HashMap<>();

    private final Map<String, Boolean> matches = new ConcurrentHashMap<>();
    private final Set<Entity> missed = ConcurrentHashMap.newKeySet();
    private boolean failing;

    ListenerQueue(Interest interest, TwinListener listener, SerialQueue queue) {
        this.interest = interest;
        this.listener = listener;
        this.queue = queue;
        queue.whenCaughtUp(this::presentMissed);
    }

    /** Presents what is there, on the caller's thread, then lets the changes through that came meanwhile. */
    void start(Collection<Entity> things) {
        for (Entity thing : things) {
            show(thing);
        }
        queue.start();
    }

    void hear(Occurrence occurrence) {
        Happened happened = occurrence.happened();
        if (!concerns(happened.before()) && !concerns(happened.after())) {
            return;
        }
        if (!missed.isEmpty() && missed.contains(occurrence.entity())) {
            return;
        }
        if (!queue.offer(() -> tell(occurrence))) {
            if (missed.isEmpty()) {
                LOG.warn("The listener {} is too slow; it will be shown anew what it misses", name());
            }
            missed.add(occurrence.entity());
        }
    }

    boolean behind() {
        return !missed.isEmpty();
    }

    void close() {
        queue.close();
    }

    private boolean concerns(State state) {
        if (!state.alive()) {
            return false;
        }
        return interest.capabilities().isEmpty()
                || matches.computeIfAbsent(state.models(), models -> interest.capabilities().stream()
                        .anyMatch(capability ->
                                models.contains(' ' + capability + ' ') || models.contains(' ' + capability + ':')));
    }

    private void tell(Occurrence occurrence) {
        Happened happened = occurrence.happened();
        String id = occurrence.entity().id.toString();
        ThingId thing = occurrence.entity().thingId();
        State after = happened.after();
        if (heard.getOrDefault(id, 0L) >= after.revision()) {
            return;
        }
        if (!concerns(after)) {
            leave(occurrence.entity());
        } else if (heard.put(id, after.revision()) == null) {
            call(() -> listener.present(new TwinView(thing, after)));
        } else {
            tellChanges(occurrence);
        }
    }

    private void tellChanges(Occurrence occurrence) {
        Happened happened = occurrence.happened();
        TwinView twin = new TwinView(occurrence.entity().thingId(), happened.after());
        Map<String, Boolean> known = new HashMap<>();
        for (Change change : occurrence.changes()) {
            if (wanted(happened, change, known)) {
                call(() -> listener.changed(twin, change));
            }
        }
    }

    /** With capabilities: only attributes and the features that provide them, or did until now. */
    private boolean wanted(Happened happened, Change change, Map<String, Boolean> known) {
        if (interest.capabilities().isEmpty() || change.part() == Change.Part.ATTRIBUTE) {
            return true;
        }
        return known.computeIfAbsent(change.feature(), feature -> provides(happened, feature));
    }

    private boolean provides(Happened happened, String feature) {
        for (String capability : interest.capabilities()) {
            if (TwinView.provides(happened.after(), feature, capability)
                    || TwinView.provides(happened.before(), feature, capability)) {
                return true;
            }
        }
        return false;
    }

    private void presentMissed() {
        for (Entity thing : missed) {
            missed.remove(thing);
            show(thing);
        }
    }

    private void show(Entity thing) {
        State state = thing.state();
        String id = thing.id.toString();
        if (concerns(state)) {
            heard.put(id, state.revision());
            call(() -> listener.present(new TwinView(thing.thingId(), state)));
        } else {
            leave(thing);
        }
    }

    private void leave(Entity thing) {
        if (heard.remove(thing.id.toString()) != null) {
            call(() -> listener.gone(thing.thingId()));
        }
    }

    // A listener's trouble is its own: it is logged once per change of state and disturbs nobody else.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void call(Runnable call) {
        try {
            call.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("The listener {} fails", name(), e);
            }
            failing = true;
        }
    }

    private String name() {
        return listener.getClass().getName();
    }
}
