// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonParseException;

/**
 * A request of somebody who may make it.
 *
 * @param path what stands behind {@code /api/2/connections}, in parts
 * @param mediaType without parameters; empty when there is none
 * @param url without parameters
 */
record Request(String method, List<String> path, Map<String, String> query, String mediaType, String body, String url) {

    private static final String ADMINISTRATOR = "admin";
    private static final String ROOT = "/connections";

    /** Reads a request of an administrator; refuses all others. */
    static Request read(HttpServletRequest request, int mostBytes) throws IOException {
        if (request.getUserPrincipal() == null) {
            throw DoorException.unauthenticated();
        }
        if (!request.isUserInRole(ADMINISTRATOR)) {
            throw DoorException.forbidden();
        }
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        return new Request(
                request.getMethod(),
                path(request.getRequestURI()),
                query(request.getQueryString()),
                type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT),
                body(request, mostBytes),
                request.getRequestURL().toString());
    }

    private static List<String> path(String uri) {
        String behind = uri.substring(uri.indexOf(ROOT) + ROOT.length());
        return Stream.of(behind.split("/"))
                .filter(part -> !part.isEmpty())
                .map(Request::decode)
                .toList();
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(text).orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw DoorException.unreadable(e.getMessage());
        }
    }

    private static String body(HttpServletRequest request, int mostBytes) throws IOException {
        byte[] body = request.getInputStream().readNBytes(mostBytes + 1);
        if (body.length > mostBytes) {
            throw DoorException.tooLarge(mostBytes);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new DittoJsonException(JsonParseException.newBuilder()
                    .message("The body is not encoded as UTF-8.")
                    .build());
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(query.get(name));
    }
}
