// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.util.Set;

/**
 * Which twins, and which of their changes, a listener wants.
 *
 * @param capabilities twins with a feature that provides one of these, named {@code namespace:name}; changes of those
 *     features and of attributes only. Empty: all twins, all changes
 */
public record Interest(Set<String> capabilities) {

    /** Keeps its own copy. */
    public Interest {
        capabilities = Set.copyOf(capabilities);
    }

    /** Every twin. */
    public static Interest all() {
        return new Interest(Set.of());
    }

    /** Twins that provide one of these capabilities. */
    public static Interest in(String... capabilities) {
        return new Interest(Set.of(capabilities));
    }
}
