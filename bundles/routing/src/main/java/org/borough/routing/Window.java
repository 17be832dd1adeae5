// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

/**
 * A stretch of time, in seconds from any moment that a problem agrees on (midnight, say).
 *
 * @param from its first second
 * @param to its last second, not before the first
 */
public record Window(int from, int to) {

    /** No bounds. */
    public static final Window ALWAYS = new Window(0, Integer.MAX_VALUE / 2);

    /** Refuses a window that ends before it begins. */
    public Window {
        if (to < from) {
            throw new IllegalArgumentException("A window ends after it begins, not " + from + " to " + to + ".");
        }
    }
}
