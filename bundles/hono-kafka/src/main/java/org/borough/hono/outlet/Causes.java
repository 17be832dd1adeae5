// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went wrong, in words: Kafka puts the reason into the cause of the cause. */
public final class Causes {

    private static final int DEPTH = 4;

    private Causes() {}

    /** The messages of a failure and of what caused it. */
    public static String words(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .map(Causes::word)
                .distinct()
                .collect(Collectors.joining(": "));
    }

    private static String word(Throwable error) {
        boolean inWords = error.getMessage() != null && error.getMessage().contains(" ");
        return inWords ? error.getMessage() : error.toString();
    }
}
