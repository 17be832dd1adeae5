// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

/**
 * A text in which {@code *} stands for any characters and {@code ?} for exactly one. Looks at a text in a time that grows
 * with the product of both lengths at most, whatever the pattern; a regular expression may take for ever.
 */
final class Wildcards {

    private final int[] pattern;

    Wildcards(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    boolean matches(String text) {
        int[] points = text.codePoints().toArray();
        int at = 0;
        int wanted = 0;
        int star = -1;
        int resume = 0;
        while (at < points.length) {
            if (wanted < pattern.length && pattern[wanted] == '*') {
                star = wanted++;
                resume = at;
            } else if (wanted < pattern.length && (pattern[wanted] == '?' || pattern[wanted] == points[at])) {
                wanted++;
                at++;
            } else if (star >= 0) {
                // The last star takes one character more.
                wanted = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (wanted < pattern.length && pattern[wanted] == '*') {
            wanted++;
        }
        return wanted == pattern.length;
    }
}
