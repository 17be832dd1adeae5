// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.util.Optional;

/** Fits numbers of one class to the class that a key asks for: a twin's JSON does not tell {@code 1} from {@code 1.0}. */
public final class Values {

    private Values() {}

    /** The value as the wanted class, or nothing when it is of another kind or would lose its fraction. */
    public static <T> Optional<T> as(Class<T> type, Object value) {
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        if (type == Double.class) {
            return Optional.of(type.cast(number.doubleValue()));
        }
        boolean whole = number.doubleValue() == Math.rint(number.doubleValue());
        return type == Long.class && whole ? Optional.of(type.cast(number.longValue())) : Optional.empty();
    }
}
