// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.auth;

import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** Why a WebSocket ends whose client came with a token, in the words of Ditto's gateway. */
final class SessionException extends DittoRuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String CLOSED = "gateway:websocket.session.closed";
    private static final String UNCHANGED =
            "Changing the authorization context for an established websocket session isn't supported.";

    private SessionException(String code, HttpStatus status, DittoHeaders headers, String message, String description) {
        super(code, status, headers, message, description, null, null);
    }

    static SessionException expired() {
        return new SessionException(
                "gateway:websocket.session.expired",
                HttpStatus.UNAUTHORIZED,
                DittoHeaders.empty(),
                "The websocket session expired because the JWT used for authentication has expired.",
                "You need to periodically refresh your websocket session with a new JWT.");
    }

    static SessionException otherSubjects() {
        return new SessionException(
                CLOSED,
                HttpStatus.FORBIDDEN,
                DittoHeaders.empty(),
                "The websocket session was closed because the authorization context changed.",
                UNCHANGED);
    }

    static SessionException invalidToken(String reason) {
        return new SessionException(
                CLOSED,
                HttpStatus.FORBIDDEN,
                DittoHeaders.empty(),
                "The websocket session was closed because the JWT is invalid.",
                reason);
    }

    /** The new token cannot be checked now; the session goes on with the old one. */
    static SessionException uncheckable(String error, String message, String description) {
        return new SessionException(error, HttpStatus.SERVICE_UNAVAILABLE, DittoHeaders.empty(), message, description);
    }

    @Override
    public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
        return new SessionException(
                getErrorCode(),
                getHttpStatus(),
                headers,
                getMessage(),
                getDescription().orElse(""));
    }
}
