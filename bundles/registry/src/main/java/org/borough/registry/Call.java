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

    /** What stands in the path behind the place where the servlet is, segment by segment. */
    List<String> segments() {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        return Stream.of(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
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
        return Optional.of(Json.read(body));
    }

    JsonNode requiredJson() {
        return json().orElseThrow(() -> RefusedException.bad("the request body is empty; send " + JSON));
    }

    /** Refuses when the caller wanted to change another version. */
    void demandVersion(Doc doc) {
        Optional<String> wanted = Optional.ofNullable(request.getHeader("If-Match"));
        String bare =
                wanted.map(text -> text.replaceFirst("^(W/)?\"(.*)\"$", "$2")).orElse(doc.version());
        if (!bare.equals(doc.version()) && !bare.equals("*")) {
            throw new RefusedException(412, "resource version mismatch");
        }
    }

    List<String> parameters(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
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
