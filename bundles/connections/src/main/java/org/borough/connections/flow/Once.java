// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.borough.ditto.signals.SignalKind;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.WithResource;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;

/** Lets a signal reach a target once, however many of the target's topics it meets. */
final class Once {

    private static final int MOST = 256;

    private final Map<Key, int[]> passes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, int[]> eldest) {
            return size() > MOST;
        }
    };
    private final int topics;

    /** What tells a signal from others, as far as can be. */
    private record Key(SignalKind kind, String type, String about, String path, String correlationId, long revision) {

        static Key of(SignalKind kind, Signal<?> signal) {
            return new Key(
                    kind,
                    signal.getType(),
                    signal instanceof WithEntityId with ? with.getEntityId().toString() : "",
                    ((WithResource) signal).getResourcePath().toString(),
                    signal.getDittoHeaders().getCorrelationId().orElse(""),
                    signal instanceof EventsourcedEvent<?> event ? event.getRevision() : 0);
        }
    }

    Once(int topics) {
        this.topics = topics;
    }

    /** Whether a signal that met a topic is not through another topic already. The same signal sent twice passes twice. */
    synchronized boolean passes(int topic, SignalKind kind, Signal<?> signal) {
        if (topics == 1) {
            return true;
        }
        int[] met = passes.computeIfAbsent(Key.of(kind, signal), unknown -> new int[topics + 1]);
        met[topic]++;
        if (met[topic] <= met[topics]) {
            return false;
        }
        met[topics] = met[topic];
        return true;
    }
}
