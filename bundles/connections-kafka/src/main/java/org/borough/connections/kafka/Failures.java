// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.borough.connections.transport.TransportException;

/** Says what went wrong with Kafka. */
final class Failures {

    private Failures() {}

    /** As an exception of the transport: whether it may work another time, and whether we were refused. */
    static TransportException of(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TransportException known) {
            return known;
        }
        String words = "Kafka: " + words(cause);
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return TransportException.unauthorized(words);
        }
        boolean plain = cause.getClass() == KafkaException.class;
        return plain || cause instanceof RetriableException || !(cause instanceof KafkaException)
                ? TransportException.unavailable(words)
                : TransportException.misconfigured(words);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getClass() == KafkaException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
