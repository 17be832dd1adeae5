// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;

/** What executing one command came to: an answer, and perhaps an event. */
record Step<T>(Optional<Happened> happened, T answer) {

    static <T> Step<T> of(Happened happened, T answer) {
        return new Step<>(Optional.of(happened), answer);
    }

    static <T> Step<T> nothing(T answer) {
        return new Step<>(Optional.empty(), answer);
    }
}
