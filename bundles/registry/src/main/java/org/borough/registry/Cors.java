// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.thing.BoroughException;

/**
 * Which web pages of other origins may call from within a browser. It never lets a browser send what it remembers of a
 * user by itself: such a page must bring an administrator's name and password.
 *
 * @param origins the origins, or {@code *} alone for all of them; none when empty
 */
record Cors(Set<String> origins) {

    private static final String ANY = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s,]+");
    private static final String HEADERS = "authorization,content-type,if-match";
    private static final String SHOWN = "etag,location";
    private static final String MAX_AGE_SECONDS = "600";

    /** Reads a setting: {@code *}, or origins separated by blanks or commas. */
    static Cors of(String setting) {
        Set<String> origins = Stream.of(setting.trim().split("[\\s,]+"))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
        boolean any = origins.equals(Set.of(ANY));
        if (!any && !origins.stream().allMatch(each -> ORIGIN.matcher(each).matches())) {
            throw new BoroughException("etc/org.borough.registry.cfg: corsAllowedOrigin is '" + setting
                    + "'; it must be *, nothing, or origins like https://ops.city.example separated by blanks.");
        }
        return new Cors(origins);
    }

    /** What to add to an answer to a page of this origin. */
    Map<String, String> headers(Optional<String> origin) {
        if (origin.isEmpty() || origins.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>();
        if (!origins.contains(ANY)) {
            headers.put("Vary", "Origin");
        }
        if (allows(origin.get())) {
            headers.put("Access-Control-Allow-Origin", origins.contains(ANY) ? ANY : origin.get());
            headers.put("Access-Control-Expose-Headers", SHOWN);
        }
        return headers;
    }

    /** The answer to a browser that asks whether a page of this origin may call. */
    Answer preflight(String origin, List<String> methods) {
        if (!allows(origin)) {
            return Answer.error(
                    403, "pages of this origin may not call; an operator may allow them by corsAllowedOrigin");
        }
        return new Answer(
                204,
                Map.of(
                        "Access-Control-Allow-Methods", String.join(",", methods),
                        "Access-Control-Allow-Headers", HEADERS,
                        "Access-Control-Max-Age", MAX_AGE_SECONDS),
                Optional.empty());
    }

    private boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }
}
