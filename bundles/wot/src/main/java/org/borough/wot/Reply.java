// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the answer to one request, at once or when what it needs is there. */
final class Reply {

    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Reply(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    void header(String name, String value) {
        response.setHeader(name, value);
    }

    void empty(int status) {
        response.setStatus(status);
    }

    void body(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IOException gone) {
            LOG.debug("A caller has gone before it was answered: {}", gone.getMessage());
        }
    }

    void failure(Throwable failure) {
        DittoRuntimeException error = error(failure);
        if (error.getHttpStatus().equals(HttpStatus.UNAUTHORIZED)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Borough\", charset=\"UTF-8\"");
        }
        body(error.getHttpStatus().getCode(), JSON, error.toJsonString());
    }

    /** Answers when something is there; no thread waits for it. */
    <T> void when(CompletionStage<T> stage, Consumer<T> answer) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        CompletableFuture<T> patient = stage.toCompletableFuture().copy();
        patient.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).whenComplete((result, failure) -> {
            if (failure == null) {
                answer.accept(result);
            } else {
                failure(failure);
            }
            async.complete();
        });
    }

    static DittoRuntimeException unauthenticated() {
        return GatewayFault.of(
                "gateway:authentication.failed",
                HttpStatus.UNAUTHORIZED,
                "The request could not be authenticated.",
                "Check if your credentials were correct.");
    }

    static DittoRuntimeException forbidden() {
        return GatewayFault.of(
                "gateway:forbidden",
                HttpStatus.FORBIDDEN,
                "Only operators of the city may do this.",
                "Log in as a user of role admin.");
    }

    static DittoRuntimeException unknown(HttpServletRequest request) {
        return GatewayFault.of(
                "gateway:resource.notfound",
                HttpStatus.NOT_FOUND,
                "There is no resource '" + request.getRequestURI() + "'.",
                "Check the path.");
    }

    static DittoRuntimeException methodNotAllowed(HttpServletRequest request) {
        return GatewayFault.of(
                "gateway:method.notallowed",
                HttpStatus.METHOD_NOT_ALLOWED,
                "The provided HTTP method '" + request.getMethod() + "' is not allowed on this resource.",
                "Check if you used the correct resource and method combination.");
    }

    private static DittoRuntimeException error(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DittoRuntimeException ditto) {
            return ditto;
        }
        if (cause instanceof JsonRuntimeException json) {
            return new DittoJsonException(json);
        }
        LOG.error("A request failed for a reason that is not the caller's.", cause);
        return GatewayFault.of(
                "gateway:internalerror",
                HttpStatus.INTERNAL_SERVER_ERROR,
                "There was a rare case of an internal error.",
                "Please contact the operator.");
    }

    /** An error of Ditto's gateway, whose own classes are not among Ditto's published model libraries. */
    private static final class GatewayFault extends DittoRuntimeException {

        private static final long serialVersionUID = 1L;

        private GatewayFault(String code, HttpStatus status, DittoHeaders headers, String message, String description) {
            super(code, status, headers, message, description, null, null);
        }

        static GatewayFault of(String code, HttpStatus status, String message, String description) {
            return new GatewayFault(code, status, DittoHeaders.empty(), message, description);
        }

        @Override
        public DittoRuntimeException setDittoHeaders(DittoHeaders headers) {
            return new GatewayFault(
                    getErrorCode(),
                    getHttpStatus(),
                    headers,
                    getMessage(),
                    getDescription().orElse(null));
        }
    }
}
