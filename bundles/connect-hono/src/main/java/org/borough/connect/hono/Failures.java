// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What went wrong with Kafka, in words for an operator. */
final class Failures {

    private Failures() {}

    static Throwable cause(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String words(Throwable error) {
        Throwable cause = cause(error);
        if (cause instanceof AuthenticationException) {
            return "the brokers refuse the login (" + cause.getMessage()
                    + "); check security, user, passwordFile and the certificates";
        }
        if (cause instanceof AuthorizationException) {
            return "the brokers do not allow it (" + cause.getMessage() + "); grant the user the topics and the groups";
        }
        if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return "the brokers do not answer";
        }
        String inner = cause.getCause() == null ? "" : ": " + cause.getCause().getMessage();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage() + inner;
    }
}
