// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.socket;

/** Something that a WebSocket understands besides commands, events and messages. One for all sessions. */
public interface SocketFeature {

    /** Serves a session that begins now. */
    SocketHandler open(SocketPeer peer);
}
