// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers of the door itself, in the form of Ditto's errors. */
final class Refusal {

    private Refusal() {}

    static void unauthorized(HttpServletResponse response, String remedy) throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Borough\", charset=\"UTF-8\"");
        send(response, 401, "gateway:authentication.failed", "The credentials of the request are not valid.", remedy);
    }

    static void refused(HttpServletResponse response, Verdict.Refused refused) throws IOException {
        if (refused.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"Borough\", error=\"invalid_token\"");
        }
        send(response, refused.status(), refused.error(), refused.message(), refused.description());
    }

    /** A web page of elsewhere wants to change something. */
    static void foreign(HttpServletResponse response, String origin) throws IOException {
        send(
                response,
                403,
                "gateway:origin.notallowed",
                "Web pages of " + origin + " may not do this here.",
                "An operator can add the origin to org.borough.access.cors.cfg.");
    }

    static void wait(HttpServletResponse response, int seconds) throws IOException {
        response.setHeader("Retry-After", Integer.toString(seconds));
        send(
                response,
                429,
                "too.many.requests",
                "There were too many attempts to log in.",
                "Wait " + seconds + " s, then send the right name and password.");
    }

    private static void send(HttpServletResponse response, int status, String error, String message, String remedy)
            throws IOException {
        String body = "{\"status\":" + status + ",\"error\":\"" + error + "\",\"message\":" + Audit.quoted(message)
                + ",\"description\":" + Audit.quoted(remedy) + "}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
