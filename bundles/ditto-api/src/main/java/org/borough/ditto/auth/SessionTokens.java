// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.auth;

import java.util.Optional;
import java.util.function.Supplier;
import org.borough.access.token.Tokens;
import org.borough.ditto.socket.SocketFeature;
import org.borough.ditto.socket.SocketHandler;
import org.borough.ditto.socket.SocketPeer;

/** Ends WebSockets with the tokens by which they were let in, and takes newer ones. */
public final class SessionTokens implements SocketFeature {

    private final Supplier<Optional<Tokens>> tokens;

    public SessionTokens(Supplier<Optional<Tokens>> tokens) {
        this.tokens = tokens;
    }

    @Override
    public SocketHandler open(SocketPeer peer) {
        return new SessionToken(tokens, peer);
    }
}
