// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Walks along the path of a request. It is cut at its slashes before it is decoded, so that an encoded slash stays part
 * of the name it stands in.
 */
final class PathReader {

    private final String path;
    private int at;

    /** Starts behind the first {@code from} characters of a path that is still encoded. */
    PathReader(String path, int from) {
        this.path = path;
        this.at = from;
    }

    /** Whether nothing follows but, at most, one slash. */
    boolean atEnd() {
        return at >= path.length() || at == path.length() - 1 && path.charAt(at) == '/';
    }

    /** Whether the next name is this one; does not move on. */
    boolean leadsTo(String name) {
        int end = at + 1 + name.length();
        return path.startsWith(name, at + 1) && (end == path.length() || path.charAt(end) == '/');
    }

    /** The next name, decoded; empty where two slashes follow each other. */
    String next() {
        int start = at + 1;
        int end = path.indexOf('/', start);
        at = end < 0 ? path.length() : end;
        return start > path.length() ? "" : decode(path.substring(start, at));
    }

    /** All that follows, with its leading slash, decoded. */
    String rest() {
        String rest = path.substring(at);
        at = path.length();
        return decode(rest);
    }

    /** All that follows, with its leading slash, as it came. */
    String undecoded() {
        String rest = path.substring(at);
        at = path.length();
        return rest;
    }

    @Override
    public String toString() {
        return path;
    }

    private String decode(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        try {
            // A plus sign means itself in a path; the decoder is made for forms, where it means a space.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw GatewayException.unreadablePath(path);
        }
    }
}
