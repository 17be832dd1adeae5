// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.ThingFieldSelector;

/** One signal on its way from circle to circle, and who was reached by it. */
final class Round {

    private final Telling telling;
    private final String origin;
    private final Set<Reception> reached;
    private Parcel whole;
    private int receivers;

    /** Notes who is reached only where acknowledgements are requested. */
    Round(Telling telling) {
        this.telling = telling;
        var headers = telling.signal().getDittoHeaders();
        origin = headers.getOrigin().orElse(null);
        reached = headers.getAcknowledgementRequests().isEmpty() ? null : new HashSet<>();
    }

    Telling telling() {
        return telling;
    }

    /** The parcel for those of a taste; nothing when they are not to hear of it. */
    Optional<Parcel> parcel(AuthorizationContext reader, Sieve sieve) {
        if (!sieve.mayPass(telling.signal())) {
            return Optional.empty();
        }
        Optional<? extends Signal<?>> view = telling.signal(reader);
        if (view.isEmpty()) {
            return Optional.empty();
        }
        Signal<?> signal = view.get();
        Optional<ThingFieldSelector> fields = sieve.extraFields(signal);
        JsonObject extra = fields.map(some -> telling.thing(reader, some)).orElseGet(JsonObject::empty);
        return sieve.passes(signal, fields, extra) ? Optional.of(wrapped(signal, extra)) : Optional.empty();
    }

    /** What nobody's rights cut and nobody's wishes add to is wrapped once for all. */
    private Parcel wrapped(Signal<?> signal, JsonObject extra) {
        if (signal != telling.signal() || !extra.isEmpty()) {
            return new Parcel(telling.kind(), signal, extra);
        }
        if (whole == null) {
            whole = new Parcel(telling.kind(), signal, extra);
        }
        return whole;
    }

    void hand(Parcel parcel, Reception receiver) {
        // What somebody did itself it learns from the answer.
        boolean own = origin != null && origin.equals(receiver.party().origin());
        if (!own && receiver.take(reached == null ? parcel : concerning(parcel, receiver))) {
            receivers++;
        }
        if (reached != null) {
            reached.add(receiver);
        }
    }

    /** Only those acknowledgements are requested of somebody that it can give. */
    private Parcel concerning(Parcel parcel, Reception receiver) {
        Signal<?> signal = parcel.signal();
        List<AcknowledgementRequest> theirs = signal.getDittoHeaders().getAcknowledgementRequests().stream()
                .filter(request -> DittoAcknowledgementLabel.contains(request.getLabel())
                        || receiver.party().declaredAcks().contains(request.getLabel()))
                .toList();
        Signal<?> cut = signal.setDittoHeaders(signal.getDittoHeaders().toBuilder()
                .acknowledgementRequests(theirs)
                .build());
        return new Parcel(parcel.kind(), cut, parcel.extra());
    }

    /** How many were handed the signal. */
    int receivers() {
        return receivers;
    }

    /** Whether the signal concerned somebody: it was handed to them, or came from them. */
    boolean reached(Reception receiver) {
        return reached != null && reached.contains(receiver);
    }
}
