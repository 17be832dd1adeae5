// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.net.URI;
import java.time.Duration;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** The errors of Ditto's gateway, whose own classes are not among Ditto's published model libraries. */
final class GatewayException extends DittoRuntimeException {

    private static final long serialVersionUID = 1L;

    private GatewayException(
            String code, HttpStatus status, DittoHeaders headers, String message, String description, URI href) {
        super(code, status, headers, message, description, null, href);
    }

    static GatewayException unauthenticated() {
        return new GatewayException(
                "gateway:authentication.failed",
                HttpStatus.UNAUTHORIZED,
                DittoHeaders.empty(),
                "The request could not be authenticated.",
                "Check if your credentials were correct.",
                null);
    }

    static GatewayException methodNotAllowed(String method) {
        return new GatewayException(
                "gateway:method.notallowed",
                HttpStatus.METHOD_NOT_ALLOWED,
                DittoHeaders.empty(),
                "The provided HTTP method '" + method + "' is not allowed on this resource.",
                "Check if you used the correct resource and method combination.",
                null);
    }

    static GatewayException duplicateHeader(String name) {
        return duplicate("<" + name + "> was provided more than once as header field.");
    }

    static GatewayException divergingHeader(String name) {
        return duplicate("<" + name + "> was provided as header as well as query parameter with divergent values!");
    }

    private static GatewayException duplicate(String message) {
        return new GatewayException(
                "gateway:duplicate.header.field",
                HttpStatus.BAD_REQUEST,
                DittoHeaders.empty(),
                message,
                "A request must not contain multiple header fields with the same field name. "
                        + "For more information see RFC 7230 section 3.2.2.",
                URI.create("https://tools.ietf.org/rfc/rfc7230.txt"));
    }

    /** Only messages may be waited for longer. */
    static GatewayException timeoutInvalid(Duration asked, Duration longest) {
        return new GatewayException(
                "gateway:timeout.invalid",
                HttpStatus.BAD_REQUEST,
                DittoHeaders.empty(),
                "The timeout <%ds> is not inside its allowed bounds <0s - %ds>"
                        .formatted(asked.toSeconds(), longest.toSeconds()),
                "Choose a timeout inside the bounds.",
                null);
    }

    static GatewayException unknownRoute(String path) {
        return new GatewayException(
                "gateway:resource.notfound",
                HttpStatus.NOT_FOUND,
                DittoHeaders.empty(),
                "There is no resource '" + path + "'.",
                "Check the path against the documentation of Ditto's HTTP API.",
                null);
    }

    static GatewayException unreadablePath(String path) {
        return new GatewayException(
                "gateway:path.invalid",
                HttpStatus.BAD_REQUEST,
                DittoHeaders.empty(),
                "The path '" + path + "' is not correctly percent-encoded.",
                "Encode it as UTF-8 according to RFC 3986.",
                null);
    }

    static GatewayException unreadableRequest(IllegalArgumentException cause) {
        return new GatewayException(
                "gateway:request.invalid",
                HttpStatus.BAD_REQUEST,
                DittoHeaders.empty(),
                "The request could not be understood: " + cause.getMessage(),
                "Check its path, parameters and body.",
                null);
    }

    static GatewayException notRecorded(String path) {
        return new GatewayException(
                "history:property.notrecorded",
                HttpStatus.NOT_FOUND,
                DittoHeaders.empty(),
                "Nothing is recorded of '" + path + "'.",
                "Record it by its feature's Thing Model or by the key 'recorded' of org.borough.twin.cfg.",
                null);
    }

    static GatewayException unavailable(String reason) {
        return new GatewayException(
                "gateway:service.unavailable",
                HttpStatus.SERVICE_UNAVAILABLE,
                DittoHeaders.empty(),
                "The requested service is not available: " + reason + ".",
                "Try again later.",
                null);
    }

    /** A message did not reach its device, for a reason that waiting does not mend. */
    static GatewayException undeliverable(int status, String reason) {
        return new GatewayException(
                "messages:undeliverable",
                HttpStatus.tryGetInstance(status).orElse(HttpStatus.SERVICE_UNAVAILABLE),
                DittoHeaders.empty(),
                "The message was not delivered to the device.",
                reason,
                null);
    }

    static GatewayException internalError() {
        return new GatewayException(
                "gateway:internalerror",
                HttpStatus.INTERNAL_SERVER_ERROR,
                DittoHeaders.empty(),
                "There was a rare case of an internal error.",
                "Please contact the operator and name the correlation-id of this answer.",
                null);
    }

    @Override
    public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
        return new GatewayException(
                getErrorCode(),
                getHttpStatus(),
                headers,
                getMessage(),
                getDescription().orElse(null),
                getHref().orElse(null));
    }
}
