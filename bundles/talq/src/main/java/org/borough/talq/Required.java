// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import java.util.List;

/** What must be there, and what stands for what is not there. */
final class Required {

    private Required() {}

    /** Refuses a member that is missing; Jackson adds where it was missed. */
    static <T> T there(T value, String member) {
        if (value == null) {
            throw new IllegalArgumentException("'" + member + "' is missing");
        }
        return value;
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
