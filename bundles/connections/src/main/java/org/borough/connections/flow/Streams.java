// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.ditto.signals.SignalExchange;
import org.borough.ditto.signals.SignalStreams;
import org.borough.ditto.signals.StreamReceiver;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.WithStreamingSubscriptionId;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionNotFoundException;
import org.eclipse.ditto.base.model.signals.commands.streaming.CancelStreamingSubscription;
import org.eclipse.ditto.base.model.signals.commands.streaming.StreamingSubscriptionCommand;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionComplete;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionCreated;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionEvent;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionFailed;
import org.eclipse.ditto.thingsearch.model.signals.commands.WithSubscriptionId;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionNotFoundException;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CancelSubscription;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionComplete;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionCreated;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionEvent;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionFailed;

/**
 * Searches and persisted events that devices of a connection ask for piece by piece. Many devices share a connection, and
 * their ids are easily guessed: a stream goes on only for those subjects that began it.
 */
final class Streams implements StreamReceiver {

    private static final String SOURCE = DittoHeaderDefinition.REPLY_TARGET.getKey();

    private final Map<Integer, Replies> replies = new ConcurrentHashMap<>();
    private final Map<String, AuthorizationContext> owners = new ConcurrentHashMap<>();
    private final SignalStreams streams;

    Streams(SignalExchange exchange) {
        streams = exchange.streams(this);
    }

    /** Where to send what those ask for who use a source. */
    void add(int source, Replies answers) {
        replies.put(source, answers);
    }

    /** Takes a command of a source when it is about a stream. */
    boolean take(Signal<?> signal, int source) {
        DittoHeaders headers = signal.getDittoHeaders().toBuilder()
                .putHeader(SOURCE, Integer.toString(source))
                .build();
        Signal<?> command = signal.setDittoHeaders(headers);
        Optional<String> stream = stream(command);
        boolean strange = stream.isPresent()
                && !headers.getAuthorizationContext().equals(owners.get(stream.get()))
                && refuse(command, headers);
        if (strange) {
            return true;
        }
        if (command instanceof CancelSubscription || command instanceof CancelStreamingSubscription) {
            stream.ifPresent(owners::remove);
        }
        return streams.take(command);
    }

    private boolean refuse(Signal<?> command, DittoHeaders headers) {
        if (command instanceof StreamingSubscriptionCommand<?> events
                && command instanceof WithStreamingSubscriptionId<?> one) {
            String id = one.getSubscriptionId();
            receive(
                    StreamingSubscriptionFailed.of(
                            id, events.getEntityId(), StreamingSubscriptionNotFoundException.of(id, headers), headers),
                    () -> {});
        } else if (command instanceof WithSubscriptionId<?> search) {
            String id = search.getSubscriptionId();
            receive(SubscriptionFailed.of(id, SubscriptionNotFoundException.of(id, headers), headers), () -> {});
        }
        return true;
    }

    /** Names a stream among those of both kinds. */
    private static Optional<String> stream(Signal<?> signal) {
        if (signal instanceof WithStreamingSubscriptionId<?> events) {
            return Optional.of("events " + events.getSubscriptionId());
        }
        if (signal instanceof StreamingSubscriptionEvent<?> events) {
            return Optional.of("events " + events.getSubscriptionId());
        }
        if (signal instanceof SubscriptionEvent<?> search) {
            return Optional.of("search " + search.getSubscriptionId());
        }
        return signal instanceof WithSubscriptionId<?> search
                ? Optional.of("search " + search.getSubscriptionId())
                : Optional.empty();
    }

    @Override
    public void receive(Signal<?> signal, Runnable sent) {
        DittoHeaders headers = signal.getDittoHeaders();
        stream(signal).ifPresent(stream -> {
            if (signal instanceof SubscriptionCreated || signal instanceof StreamingSubscriptionCreated) {
                owners.put(stream, headers.getAuthorizationContext());
            } else if (isEnd(signal)) {
                // A refusal of strangers ends nothing: its headers are theirs.
                owners.remove(stream, headers.getAuthorizationContext());
            }
        });
        replies.get(Integer.valueOf(headers.get(SOURCE))).piece(signal, sent);
    }

    private static boolean isEnd(Signal<?> signal) {
        return signal instanceof SubscriptionComplete
                || signal instanceof SubscriptionFailed
                || signal instanceof StreamingSubscriptionComplete
                || signal instanceof StreamingSubscriptionFailed;
    }

    void close() {
        streams.close();
        owners.clear();
    }
}
