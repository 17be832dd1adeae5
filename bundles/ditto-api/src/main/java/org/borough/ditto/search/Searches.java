// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.search;

import java.time.Duration;
import org.borough.ditto.socket.SocketFeature;
import org.borough.ditto.socket.SocketHandler;
import org.borough.ditto.socket.SocketPeer;
import org.borough.engine.Engine;

/** Lets WebSocket clients search page by page. */
public final class Searches implements SocketFeature {

    /** So long a client may ask for nothing, as in Ditto. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Engine engine;

    /** Over the engine that searches. */
    public Searches(Engine engine) {
        this.engine = engine;
    }

    @Override
    public SocketHandler open(SocketPeer peer) {
        return new SearchStreams(engine, peer.timer(), peer::send, PATIENCE);
    }
}
