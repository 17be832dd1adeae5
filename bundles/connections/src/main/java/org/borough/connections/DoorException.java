// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** The errors of Ditto's gateway that this resource gives. */
final class DoorException extends DittoRuntimeException {

    private static final long serialVersionUID = 1L;

    private DoorException(String code, HttpStatus status, DittoHeaders headers, String message, String description) {
        super(code, status, headers, message, description, null, null);
    }

    private static DoorException of(String code, HttpStatus status, String message, String description) {
        return new DoorException("gateway:" + code, status, DittoHeaders.empty(), message, description);
    }

    static DoorException unauthenticated() {
        return of(
                "authentication.failed",
                HttpStatus.UNAUTHORIZED,
                "The request could not be authenticated.",
                "Log in as an administrator of the city.");
    }

    static DoorException forbidden() {
        return of(
                "authorization.failed",
                HttpStatus.FORBIDDEN,
                "Connections are for administrators only.",
                "Log in as somebody with the role admin.");
    }

    static DoorException methodNotAllowed(String method) {
        return of(
                "method.notallowed",
                HttpStatus.METHOD_NOT_ALLOWED,
                "The provided HTTP method '" + method + "' is not allowed on this resource.",
                "Check if you used the correct resource and method combination.");
    }

    static DoorException unknown() {
        return of(
                "resource.notfound",
                HttpStatus.NOT_FOUND,
                "There is no such resource.",
                "Check the path against the documentation of Ditto's HTTP API.");
    }

    static DoorException unreadable(String why) {
        return of(
                "request.invalid",
                HttpStatus.BAD_REQUEST,
                "The request could not be understood: " + why,
                "Check its path, parameters and body.");
    }

    static DoorException tooLarge(int most) {
        return of(
                "request.toolarge",
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "The body is larger than " + most + " bytes.",
                "Send a smaller document.");
    }

    static DoorException busy() {
        return of(
                "service.unavailable",
                HttpStatus.SERVICE_UNAVAILABLE,
                "Too many requests about connections are under way.",
                "Try again later.");
    }

    static DoorException internal() {
        return of(
                "internalerror",
                HttpStatus.INTERNAL_SERVER_ERROR,
                "There was a rare case of an internal error.",
                "The log of the city says why.");
    }

    @Override
    public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
        return new DoorException(
                getErrorCode(),
                getHttpStatus(),
                headers,
                getMessage(),
                getDescription().orElse(null));
    }
}
