// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import org.borough.ditto.socket.SocketFeature;
import org.borough.ditto.socket.SocketHandler;
import org.borough.ditto.socket.SocketPeer;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;

/** Lets WebSocket clients follow events that are on disk. */
public final class PersistedEventStreams implements SocketFeature {

    private final Engine engine;

    /** Over the engine that has them on disk. */
    public PersistedEventStreams(Engine engine) {
        this.engine = engine;
    }

    @Override
    public SocketHandler open(SocketPeer peer) {
        PersistedStreams streams = new PersistedStreams(engine, peer.timer(), peer::send);
        return new SocketHandler() {

            @Override
            public boolean signal(Signal<?> signal) {
                return signal instanceof Command<?> command && streams.handle(command);
            }

            @Override
            public void close() {
                streams.close();
            }
        };
    }
}
