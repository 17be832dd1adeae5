// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.borough.access.token.TokenVerdict;
import org.borough.access.token.Tokens;
import org.borough.ditto.socket.SocketHandler;
import org.borough.ditto.socket.SocketPeer;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** The token of one session: {@code JWT-TOKEN?jwtToken=…} brings a newer one of the same subjects. */
final class SessionToken implements SocketHandler {

    private static final String CONTROL = "JWT-TOKEN";
    private static final String PARAMETER = "jwtToken=";
    /** A session that lives on is not timed: as Ditto does it. */
    private static final Duration LONGEST = Duration.ofDays(100);

    private static final int UNAVAILABLE = 503;

    private final Supplier<Optional<Tokens>> tokens;
    private final SocketPeer peer;
    private boolean closed;
    private Future<?> end;

    SessionToken(Supplier<Optional<Tokens>> tokens, SocketPeer peer) {
        this.tokens = tokens;
        this.peer = peer;
        peer.ends().ifPresent(this::endAt);
    }

    private synchronized void endAt(Instant moment) {
        if (end != null) {
            end.cancel(false);
        }
        Duration left = Duration.between(Instant.now(), moment);
        if (!closed && left.compareTo(LONGEST) < 0) {
            end = peer.timer()
                    .schedule(
                            () -> peer.end(SessionException.expired()),
                            Math.max(0, left.toMillis()),
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean control(String text) {
        int question = text.indexOf('?');
        if (!(question < 0 ? text : text.substring(0, question)).strip().equals(CONTROL)) {
            return false;
        }
        Optional<Tokens> check = tokens.get();
        if (check.isPresent()) {
            check.get().check(token(text.substring(question + 1))).thenAccept(this::renew);
        } else {
            peer.end(SessionException.invalidToken("No issuer of tokens is configured."));
        }
        return true;
    }

    private static String token(String parameters) {
        for (String pair : parameters.split("&")) {
            if (pair.startsWith(PARAMETER)) {
                return URLDecoder.decode(pair.substring(PARAMETER.length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private void renew(TokenVerdict verdict) {
        if (verdict instanceof TokenVerdict.Valid valid) {
            if (sameSubjects(valid.subjects())) {
                endAt(valid.expires());
            } else {
                peer.end(SessionException.otherSubjects());
            }
        } else if (verdict instanceof TokenVerdict.Refused refused) {
            if (refused.status() == UNAVAILABLE) {
                peer.fail(
                        SessionException.uncheckable(refused.error(), refused.message(), refused.description()),
                        DittoHeaders.empty());
            } else {
                peer.end(SessionException.invalidToken(refused.description()));
            }
        }
    }

    private boolean sameSubjects(List<String> given) {
        Set<String> mine = new HashSet<>(peer.caller().getAuthorizationContext().getAuthorizationSubjectIds());
        return mine.equals(new HashSet<>(given));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (end != null) {
            end.cancel(false);
        }
    }
}
