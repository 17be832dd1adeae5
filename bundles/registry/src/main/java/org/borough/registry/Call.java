// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One request, in the words of this bundle. */
final class Call {

    private static final String ADMINISTRATOR = "admin";
    private static final String JSON = "application/json";

    private final HttpServletRequest request;
    private final int maxBytes;

    Call(HttpServletRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    /** Refuses whoever is not an administrator. */
    void demandAdministrator() {
        if (request.getUserPrincipal() == null) {
            throw new RefusedException(401, "Unauthorized: give the name and password of an administrator");
        }
        if (!request.isUserInRole(ADMINISTRATOR)) {
            throw new RefusedException(403, "[" + by() + "] is no administrator");
        }
    }

    /** The subject that stands for this user alone. */
    String by() {
        Principal principal = request.getUserPrincipal();
        return "borough:" + (principal == null ? "anonymous" : principal.getName());
    }

    /** The subject in whose name the user changes twins. */
    String subject() {
        List<?> subjects = request.getAttribute("org.borough.subjects") instanceof List<?> list ? list : List.of();
        String administrator = "borough:" + ADMINISTRATOR;
        return subjects.contains(administrator)
                ? administrator
                : subjects.stream().findFirst().map(Object::toString).orElse(by());
    }

    String method() {
        return request.getMethod();
    }

    /**
     * What stands in the path behind the place where the servlet is, segment by segment. A slash at the end does not
     * matter, as in Hono, except where something is deleted: a script that lost the id must not delete everything.
     */
    List<String> segments() {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        boolean open = path.endsWith("/");
        List<String> segments = Stream.of((open ? path.substring(0, path.length() - 1) : path).split("/", -1))
                .skip(1)
                .toList();
        if (segments.stream().anyMatch(String::isEmpty) || open && method().equals("DELETE")) {
            throw new RefusedException(404, "an id is missing in the path");
        }
        return segments;
    }

    /** The origin of the web page that makes the call from within a browser. */
    Optional<String> origin() {
        return header("Origin");
    }

    /** Whether a browser asks if a page of another origin may call. */
    boolean isPreflight() {
        return method().equals("OPTIONS")
                && origin().isPresent()
                && header("Access-Control-Request-Method").isPresent();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name)).filter(value -> !value.isBlank());
    }

    /** The servlet's own place, for example {@code /v1/tenants}. */
    String place() {
        return request.getServletPath();
    }

    /** The media type without parameters, in lower case; empty when there is none. */
    String contentType() {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        return type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    byte[] body() {
        try {
            byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new RefusedException(413, "the request body is larger than " + maxBytes + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw RefusedException.bad("the request body could not be read: " + e.getMessage());
        }
    }

    /** The body as JSON, nothing when it is empty. */
    Optional<JsonNode> json() {
        byte[] body = body();
        if (body.length == 0) {
            return Optional.empty();
        }
        if (!contentType().equals(JSON)) {
            throw RefusedException.bad("Unsupported Content-Type [" + request.getContentType() + "]; send " + JSON);
        }
        return Optional.of(Json.request(body));
    }

    JsonNode requiredJson() {
        return json().orElseThrow(() -> RefusedException.bad("the request body is empty; send " + JSON));
    }

    /** Refuses when the caller wanted to change another version. */
    void demandVersion(Doc doc) {
        header("If-Match").ifPresent(wanted -> {
            boolean matches = Stream.of(wanted.split(","))
                    .map(version -> version.trim().replaceFirst("^(W/)?\"(.*)\"$", "$2"))
                    .anyMatch(version -> version.equals(doc.version()) || version.equals("*"));
            if (!matches) {
                throw new RefusedException(412, "resource version mismatch");
            }
        });
    }

    // A query that cannot be decoded is told by exceptions of the server's own, which this bundle does not know.
    @SuppressWarnings("checkstyle:IllegalCatch")
    List<String> parameters(String name) {
        try {
            String[] values = request.getParameterValues(name);
            return values == null ? List.of() : List.of(values);
        } catch (RuntimeException e) {
            throw RefusedException.bad("the query cannot be read; it must be UTF-8, encoded for URLs");
        }
    }

    /** A parameter that is true or false, nothing when it is not given. */
    Optional<Boolean> flag(String name) {
        return parameter(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw RefusedException.bad(
                        "query parameter [" + name + "] is '" + text + "'; allowed are true and false");
        });
    }

    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    int number(String name, int otherwise, int least, int most) {
        String text = parameter(name).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw RefusedException.bad("query parameter [" + name + "] is '" + text + "'; it must be a whole number from "
                + least + " to " + most);
    }
}
