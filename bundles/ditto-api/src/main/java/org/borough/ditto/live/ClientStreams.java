// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.concurrent.ScheduledExecutorService;
import org.borough.ditto.search.SearchStreams;
import org.borough.ditto.search.Searches;
import org.borough.ditto.signals.SignalStreams;
import org.borough.ditto.signals.StreamReceiver;
import org.borough.ditto.streams.PersistedStreams;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;

/** The streams of one who is connected by something else than a WebSocket. */
final class ClientStreams implements SignalStreams {

    private final SearchStreams searches;
    private final PersistedStreams events;

    ClientStreams(Engine engine, ScheduledExecutorService timer, StreamReceiver receiver) {
        searches = new SearchStreams(engine, timer, receiver::receive, Searches.PATIENCE);
        events = new PersistedStreams(engine, timer, receiver::receive);
    }

    @Override
    public boolean take(Signal<?> command) {
        return searches.signal(command) || command instanceof Command<?> other && events.handle(other);
    }

    @Override
    public void close() {
        searches.close();
        events.close();
    }
}
