// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

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
public final class ListenerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private final Interest interest;
    private final TwinListener listener;
    private final SerialQueue queue;
    /** The revision that the listener has last heard of, by thing. Touched by the queue only, and before it starts. */
    private final Map<ThingId, Long> heard = new HashMap<>();

    private final Map<String, Boolean> matches = new ConcurrentHashMap<>();
    private final Set<LiveTwin> missed = ConcurrentHashMap.newKeySet();
    private boolean failing;

    public ListenerQueue(Interest interest, TwinListener listener, SerialQueue queue) {
        this.interest = interest;
        this.listener = listener;
        this.queue = queue;
        queue.whenCaughtUp(this::presentMissed);
    }

    /** Presents what is there, on the caller's thread, then lets the changes through that came meanwhile. */
    public void start(Collection<? extends LiveTwin> things) {
        for (LiveTwin thing : things) {
            show(thing);
        }
        queue.start();
    }

    public void hear(TwinEvent event) {
        if (!concerns(event.before()) && !concerns(event.after())) {
            return;
        }
        if (!missed.isEmpty() && missed.contains(event.twin())) {
            return;
        }
        if (!queue.offer(() -> tell(event))) {
            if (missed.isEmpty()) {
                LOG.warn("The listener {} is too slow; it will be shown anew what it misses", name());
            }
            missed.add(event.twin());
        }
    }

    public boolean behind() {
        return !missed.isEmpty();
    }

    public void close() {
        queue.close();
    }

    private boolean concerns(TwinState state) {
        if (!state.alive()) {
            return false;
        }
        return interest.capabilities().isEmpty()
                || matches.computeIfAbsent(state.models(), models -> Definitions.providesOne(models, interest));
    }

    private void tell(TwinEvent event) {
        ThingId thing = event.twin().thingId();
        TwinState after = event.after();
        long known = heard.getOrDefault(thing, 0L);
        // A thing that may not be read any more goes without a revision of its own.
        if (known > after.revision() || known == after.revision() && after.alive()) {
            return;
        }
        if (!concerns(after)) {
            leave(event.twin());
        } else if (heard.put(thing, after.revision()) == null) {
            call(() -> listener.present(new TwinView(thing, after)));
        } else {
            tellChanges(event);
        }
    }

    private void tellChanges(TwinEvent event) {
        TwinView twin = new TwinView(event.twin().thingId(), event.after());
        Map<String, Boolean> known = new HashMap<>();
        for (Change change : event.changes()) {
            if (wanted(event, change, known)) {
                call(() -> listener.changed(twin, change));
            }
        }
    }

    /** With capabilities: only attributes and the features that provide them, or did until now. */
    private boolean wanted(TwinEvent event, Change change, Map<String, Boolean> known) {
        if (interest.capabilities().isEmpty() || change.part() == Change.Part.ATTRIBUTE) {
            return true;
        }
        return known.computeIfAbsent(change.feature(), feature -> provides(event, feature));
    }

    private boolean provides(TwinEvent event, String feature) {
        for (String capability : interest.capabilities()) {
            if (TwinView.provides(event.after(), feature, capability)
                    || TwinView.provides(event.before(), feature, capability)) {
                return true;
            }
        }
        return false;
    }

    private void presentMissed() {
        for (LiveTwin thing : missed) {
            missed.remove(thing);
            show(thing);
        }
    }

    private void show(LiveTwin thing) {
        TwinState state = thing.state();
        if (concerns(state)) {
            heard.put(thing.thingId(), state.revision());
            call(() -> listener.present(new TwinView(thing.thingId(), state)));
        } else {
            leave(thing);
        }
    }

    private void leave(LiveTwin thing) {
        if (heard.remove(thing.thingId()) != null) {
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
