// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.Locale;

/** A pattern of {@code like}: {@code *} stands for any text, {@code ?} for one character. Takes no more than length times length. */
final class Wildcards {

    private final String pattern;
    private final boolean anyCase;

    Wildcards(String pattern, boolean anyCase) {
        this.anyCase = anyCase;
        this.pattern = fold(pattern.replaceAll("\\*+", "*"));
    }

    boolean match(String given) {
        String text = fold(given);
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return p == pattern.length() || p == pattern.length() - 1 && pattern.charAt(p) == '*';
    }

    private String fold(String text) {
        return anyCase ? text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : text;
    }
}
