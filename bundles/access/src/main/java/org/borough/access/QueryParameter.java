// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads a parameter of a URL. The servlet API's own way would take a form out of the body for it. */
final class QueryParameter {

    private QueryParameter() {}

    /** The first value of a parameter, or null. */
    static String of(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        if (query == null || query.isEmpty()) {
            return null;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            // Names are compared decoded: an encoded one must not slip past whoever looks for it.
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equalsIgnoreCase(name)) {
                return equals < 0 ? "" : decoded(pair.substring(equals + 1));
            }
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0 && text.indexOf('+') < 0
                    ? text
                    : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
