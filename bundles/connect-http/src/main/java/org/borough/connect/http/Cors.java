// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;

/** Lets web pages of one origin, or of any, send requests. */
record Cors(String allowedOrigin) {

    private static final String ANY = "*";
    private static final String ALLOWED_HEADERS =
            "authorization,content-type,hono-cmd-status,hono-ttd,hono-ttl,qos-level";
    private static final String EXPOSED_HEADERS = "hono-command,hono-cmd-req-id,hono-cmd-target-device";

    /** The answer to a browser that asks whether it may send a request, or to a page that may not. */
    Optional<Answer> first(DeviceRequest request, Route.ToDevice route) {
        if (!request.headers().contains(HttpHeaderNames.ORIGIN)) {
            return Optional.empty();
        }
        if (!allows(request)) {
            return Optional.of(Answer.error(403, "CORS rejected: requests from this origin are not allowed"));
        }
        return request.method().equals(HttpMethod.OPTIONS)
                        && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)
                ? Optional.of(preflight(route))
                : Optional.empty();
    }

    private static Answer preflight(Route.ToDevice route) {
        return Answer.of(204)
                .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, route.method())
                .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
    }

    /** Adds to any answer what lets the page see it, and keeps caches from showing it to others. */
    Answer mark(DeviceRequest request, Answer answer) {
        if (!allowedOrigin.equals(ANY)) {
            answer.with(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        }
        return request.headers().contains(HttpHeaderNames.ORIGIN) && allows(request)
                ? answer.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowedOrigin)
                        .with(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS)
                : answer;
    }

    private boolean allows(DeviceRequest request) {
        return allowedOrigin.equals(ANY)
                || allowedOrigin.equalsIgnoreCase(request.headers().get(HttpHeaderNames.ORIGIN));
    }
}
