// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalFilter;
import org.borough.ditto.signals.SignalKind;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotDeclaredException;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One party that is let in. */
final class Reception implements SignalSession {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Hub hub;
    private final Party party;
    private final SignalReceiver receiver;
    private final Map<String, String> identity;
    private final Map<SignalKind, Subscription> started = new EnumMap<>(SignalKind.class);
    private volatile boolean closed;

    Reception(Hub hub, Party party, SignalReceiver receiver) {
        this.hub = hub;
        this.party = party;
        this.receiver = receiver;
        this.identity = identityOf(party);
    }

    private static Map<String, String> identityOf(Party party) {
        var headers = DittoHeaders.newBuilder().authorizationContext(party.subjects());
        party.subjects()
                .getFirstAuthorizationSubject()
                .map(AuthorizationSubject::getId)
                .ifPresent(id -> headers.putHeader(DittoHeaderDefinition.ORIGINATOR.getKey(), id));
        if (!party.origin().isEmpty()) {
            headers.origin(party.origin());
        }
        return headers.build();
    }

    Party party() {
        return party;
    }

    @Override
    public synchronized void start(SignalKind kind, SignalFilter filter) {
        if (!closed) {
            Subscription before = started.put(kind, hub.start(kind, filter, this));
            if (before != null) {
                before.close();
            }
        }
    }

    @Override
    public synchronized void stop(SignalKind kind) {
        Subscription before = started.remove(kind);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal) {
        Signal<?> own = own(signal);
        if (own instanceof Acknowledgement given && !party.declaredAcks().contains(given.getLabel())) {
            return CompletableFuture.failedFuture(
                    AcknowledgementLabelNotDeclaredException.of(given.getLabel(), given.getDittoHeaders()));
        }
        return hub.sendDeclared(own);
    }

    /** The signal in the name of the party, whatever it says itself; most say so already. */
    private Signal<?> own(Signal<?> signal) {
        DittoHeaders given = signal.getDittoHeaders();
        if (identity.entrySet().stream().allMatch(entry -> entry.getValue().equals(given.get(entry.getKey())))) {
            return signal;
        }
        Map<String, String> headers = new LinkedHashMap<>(given);
        headers.putAll(identity);
        return signal.setDittoHeaders(DittoHeaders.newBuilder(headers).build());
    }

    /** Whether the receiver took a delivery. One that has no room for it is cut off. */
    // The edge to strangers' code: a receiver that fails disturbs nobody else.
    @SuppressWarnings("checkstyle:IllegalCatch")
    boolean take(Parcel parcel) {
        if (closed) {
            return false;
        }
        try {
            if (receiver.receive(parcel)) {
                return true;
            }
            close();
            receiver.cutOff();
        } catch (RuntimeException e) {
            LOG.warn("A receiver of signals fails and is sent nothing any more", e);
            close();
        }
        return false;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            started.values().forEach(Subscription::close);
            started.clear();
        }
        hub.leave(this);
    }
}
