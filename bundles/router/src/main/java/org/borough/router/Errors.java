// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Errors of stages, and words for errors of strangers. */
final class Errors {

    private static final int LONGEST = 500;

    private Errors() {}

    /** What really happened. */
    static Throwable of(Throwable error) {
        boolean wrapped = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapped && error.getCause() != null ? error.getCause() : error;
    }

    /** In words, cut where a stranger says too much. */
    @SuppressWarnings("checkstyle:IllegalCatch") // Even the message of a stranger's error is the stranger's code.
    static String words(Throwable error) {
        String kind = error.getClass().getSimpleName();
        try {
            String message = error.getMessage();
            String words = message == null ? kind : kind + ": " + message;
            return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        } catch (Throwable e) {
            return kind;
        }
    }
}
