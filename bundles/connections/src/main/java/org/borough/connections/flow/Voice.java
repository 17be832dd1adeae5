// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.borough.ditto.signals.Delivery;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalExchange;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;

/** How a connection speaks. Acknowledgements it gives as the party that declared their labels. */
final class Voice implements SignalReceiver {

    private final SignalExchange exchange;
    private final Streams streams;
    private volatile Optional<SignalSession> party = Optional.empty();

    Voice(SignalExchange exchange) {
        this.exchange = exchange;
        this.streams = new Streams(exchange);
    }

    static Set<AcknowledgementLabel> labels(Set<String> names) {
        return names.stream().map(AcknowledgementLabel::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Declares the labels. */
    void open(AuthorizationContext who, String name, Set<String> labels) {
        party = Optional.of(exchange.open(new Party(who, name, labels(labels), name), this));
    }

    Streams streams() {
        return streams;
    }

    void close() {
        streams.close();
        party.ifPresent(SignalSession::close);
        party = Optional.empty();
    }

    CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal) {
        if (signal instanceof Acknowledgement) {
            return party.map(open -> open.send(signal)).orElse(CompletableFuture.completedStage(Optional.empty()));
        }
        return exchange.send(signal);
    }

    @Override
    public boolean receive(Delivery delivery) {
        return true;
    }

    @Override
    public void cutOff() {
        // Nothing is delivered here.
    }
}
