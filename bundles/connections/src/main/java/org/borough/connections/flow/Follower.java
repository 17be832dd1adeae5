// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.Optional;
import java.util.Set;
import org.borough.ditto.signals.Delivery;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalExchange;
import org.borough.ditto.signals.SignalFilter;
import org.borough.ditto.signals.SignalKind;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.connectivity.model.FilteredTopic;
import org.eclipse.ditto.json.JsonFieldSelector;

/** Follows one topic for one target. */
final class Follower implements SignalReceiver {

    private final Outbound outbound;
    private final Outbound.Way way;
    private final Once once;
    private final int topic;

    /** The topic is a number among the target's, to which a signal goes once. */
    Follower(Outbound outbound, Outbound.Way way, Once once, int topic) {
        this.outbound = outbound;
        this.way = way;
        this.once = once;
        this.topic = topic;
    }

    /** Begins to follow a topic, if it is one that the exchange has. */
    static Optional<SignalSession> follow(
            SignalExchange exchange,
            FilteredTopic topic,
            AuthorizationContext who,
            String origin,
            Set<String> declared,
            Follower follower) {
        return kind(topic).map(kind -> {
            SignalSession session = exchange.open(new Party(who, origin, Voice.labels(declared), origin), follower);
            session.start(
                    kind,
                    new SignalFilter(
                            Set.copyOf(topic.getNamespaces()),
                            topic.getFilter().orElse(""),
                            topic.getExtraFields()
                                    .map(JsonFieldSelector::toString)
                                    .orElse("")));
            return session;
        });
    }

    private static Optional<SignalKind> kind(FilteredTopic topic) {
        return switch (topic.getTopic()) {
            case TWIN_EVENTS -> Optional.of(SignalKind.TWIN_EVENTS);
            case LIVE_EVENTS -> Optional.of(SignalKind.LIVE_EVENTS);
            case LIVE_COMMANDS -> Optional.of(SignalKind.LIVE_COMMANDS);
            case LIVE_MESSAGES -> Optional.of(SignalKind.MESSAGES);
            case POLICY_ANNOUNCEMENTS -> Optional.of(SignalKind.POLICY_ANNOUNCEMENTS);
            case CONNECTION_ANNOUNCEMENTS -> Optional.empty();
        };
    }

    @Override
    public boolean receive(Delivery delivery) {
        if (!once.passes(topic, delivery.kind(), delivery.signal())) {
            return true;
        }
        Outbound.Item item = new Outbound.Item(
                way,
                delivery.adaptable(),
                Optional.of(delivery.signal()),
                delivery.signal().getDittoHeaders());
        outbound.noteDispatched(item);
        outbound.offer(item);
        // What finds no room is dropped and counted; the target goes on with what comes next.
        return true;
    }

    @Override
    public void cutOff() {
        // It never is: it always says that it took what came.
    }
}
