// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.Set;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.dtls.Connection;

/** Counts the associations that come and go. */
final class Associations implements ConnectionListener {

    private final CoapPeers peers;
    private final Set<Peer> established;

    Associations(CoapPeers peers, Set<Peer> established) {
        this.peers = peers;
        this.established = established;
    }

    @Override
    public void onConnectionEstablished(Connection connection) {
        Peer.behind(connection.getEstablishedPeerIdentity())
                .filter(established::add)
                .ifPresent(peer -> peers.established());
    }

    @Override
    public void onConnectionRemoved(Connection connection) {
        Peer.behind(connection.getEstablishedPeerIdentity())
                .filter(established::remove)
                .ifPresent(peer -> {
                    peers.removed();
                    peer.gone();
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
