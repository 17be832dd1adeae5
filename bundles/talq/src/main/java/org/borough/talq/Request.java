// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One request of the other side. */
public final class Request {

    private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final HttpServletRequest request;
    private final int maxBytes;
    private final List<String> path;

    Request(HttpServletRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
        String info = Optional.ofNullable(request.getPathInfo()).orElse("");
        this.path = Stream.of(info.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    /** The method. */
    public String method() {
        return request.getMethod();
    }

    /** What stands behind the version in the path, part by part. */
    public List<String> path() {
        return path;
    }

    /** The method and the shape of the path, such as {@code GET devices/*}: every second part is an address. */
    String shape() {
        return method() + " " + String.join("/", path);
    }

    /** The subjects that the platform knows the caller as. */
    List<?> subjects() {
        return request.getAttribute("org.borough.subjects") instanceof List<?> list ? list : List.of();
    }

    boolean isAnonymous() {
        return request.getUserPrincipal() == null && subjects().equals(List.of("borough:anonymous"))
                || subjects().isEmpty();
    }

    /** Refuses what every request must have and this one has not. */
    void check(String clientAddress) {
        String version = request.getHeader("talq-api-version");
        if (version == null) {
            throw RefusedException.of(
                    400,
                    TalqError.HEADER_MISSING,
                    "The header talq-api-version is missing; send " + TalqClient.VERSION + ".");
        }
        if (!version.strip().matches("2\\.\\d+\\.\\d+")) {
            throw RefusedException.of(
                    400,
                    TalqError.HEADER_VALUE_NOT_VALID,
                    "The header talq-api-version is '" + version + "'; allowed is 2.x.y, spoken is "
                            + TalqClient.VERSION + ".");
        }
        String client = needed("clientAddress");
        if (!client.equalsIgnoreCase(clientAddress)) {
            throw RefusedException.of(
                    400,
                    TalqError.PARAMETER_VALUE_NOT_VALID,
                    "The parameter clientAddress is '" + client
                            + "'; that is not the address of the peer who logged in.");
        }
    }

    private String needed(String name) {
        String value = parameter(name)
                .orElseThrow(() -> RefusedException.of(
                        400, TalqError.PARAMETER_MISSING, "The parameter " + name + " is missing; give a UUID."));
        if (!value.matches(UUID_FORM)) {
            throw RefusedException.of(
                    400,
                    TalqError.PARAMETER_VALUE_NOT_VALID,
                    "The parameter " + name + " is '" + value + "'; it must be a UUID.");
        }
        return value;
    }

    /** The id by which a request is known again. */
    String id() {
        return needed("talqRequestId").toLowerCase(Locale.ROOT);
    }

    /** A parameter of the query. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(request.getParameter(name));
    }

    /** All values of a parameter, also those in one with commas between them. */
    public List<String> parameters(String name) {
        String[] values = request.getParameterValues(name);
        return values == null
                ? List.of()
                : Arrays.stream(values)
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .toList();
    }

    /** A whole number of the query, if it is given. */
    public Optional<Integer> number(String name, int least, int most) {
        return parameter(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, like a number out of range.
            }
            throw RefusedException.of(
                    400,
                    TalqError.PARAMETER_VALUE_NOT_VALID,
                    "The parameter " + name + " is '" + text + "'; it must be a whole number from " + least + " to "
                            + most + ".");
        });
    }

    /** The payload. */
    public JsonNode json() {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw RefusedException.of(
                    400,
                    TalqError.HEADER_VALUE_NOT_VALID,
                    "The header Content-Type is '" + type + "'; send application/json.");
        }
        try {
            byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw RefusedException.of(
                        400, TalqError.PAYLOAD_ERROR, "The payload is larger than " + maxBytes + " bytes.");
            }
            return TalqJson.tree(body);
        } catch (IOException e) {
            throw RefusedException.of(400, TalqError.PAYLOAD_ERROR, "The payload cannot be read: " + e.getMessage());
        }
    }

    /** The payload as one entity. */
    public <T> T one(Class<T> type) {
        return TalqJson.as(json(), type);
    }

    /** The payload as a list of entities. */
    public <T> List<T> many(Class<T> type) {
        return TalqJson.list(json(), type);
    }
}
