// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.dtls.Connection;

/**
 * The associations that stand. A device that starts anew leaves its old one behind, and could fill all room by that: it
 * is forgotten when the new one stands, and nobody may have more than a few.
 */
final class Associations implements ConnectionListener {

    private static final int PER_NAME = 16;

    private final CoapPeers peers;
    private final Consumer<Connection> forget;
    private final Set<Peer> established = ConcurrentHashMap.newKeySet();
    private final Map<String, Deque<Connection>> byName = new HashMap<>();

    /** @param forget takes an association away at once */
    Associations(CoapPeers peers, Consumer<Connection> forget) {
        this.peers = peers;
        this.forget = forget;
    }

    /** Who is there. */
    Set<Peer> established() {
        return established;
    }

    /** None stands any more. */
    void end() {
        for (Peer peer : established) {
            if (established.remove(peer)) {
                peers.removed();
                peer.gone();
            }
        }
    }

    private static Optional<Peer> peer(Connection connection) {
        return Peer.behind(connection.getEstablishedPeerIdentity());
    }

    @Override
    public void onConnectionEstablished(Connection connection) {
        peer(connection).filter(established::add).ifPresent(peer -> {
            peers.established();
            surplus(peer.name(), connection).forEach(forget);
        });
    }

    /** Those of the same name that lost their address to the new one, and the eldest above the limit. */
    private synchronized List<Connection> surplus(String name, Connection connection) {
        Deque<Connection> own = byName.computeIfAbsent(name, any -> new ArrayDeque<>());
        List<Connection> surplus = new ArrayList<>();
        own.removeIf(old -> old.getPeerAddress() == null && surplus.add(old));
        if (own.size() >= PER_NAME) {
            surplus.add(own.removeFirst());
        }
        own.addLast(connection);
        return surplus;
    }

    @Override
    public void onConnectionRemoved(Connection connection) {
        peer(connection).filter(established::remove).ifPresent(peer -> {
            peers.removed();
            removed(peer.name(), connection);
            peer.gone();
        });
    }

    private synchronized void removed(String name, Connection connection) {
        byName.computeIfPresent(name, (any, own) -> {
            own.removeIf(old -> old == connection);
            return own.isEmpty() ? null : own;
        });
    }

    @Override
    public boolean onConnectionUpdatesSequenceNumbers(Connection connection, boolean closed) {
        return false;
    }

    @Override
    public boolean onConnectionMacError(Connection connection) {
        return false;
    }

    @Override
    public void beforeExecution(Connection connection) {
        // Nothing to prepare.
    }

    @Override
    public void updateExecution(Connection connection) {
        // Nothing to keep.
    }

    @Override
    public void afterExecution(Connection connection) {
        // Nothing to clean up.
    }
}
