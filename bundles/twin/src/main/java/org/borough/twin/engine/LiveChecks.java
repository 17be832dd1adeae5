// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.regex.Pattern;
import org.borough.engine.Audience;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.UnsupportedSignalException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.MessageSendNotAllowedException;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.EventSendNotAllowedException;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** Says who may send which live signals about things, and who hears them. They change nothing in a twin. */
final class LiveChecks {

    private static final Pattern SLASHES = Pattern.compile("/+");

    private final Entities entities;
    private final Access access;
    private final ThingQueries queries;

    LiveChecks(Entities entities, Access access, ThingQueries queries) {
        this.entities = entities;
        this.access = access;
        this.queries = queries;
    }

    Audience admit(Signal<?> live) {
        DittoHeaders headers = Origin.named(live.getDittoHeaders());
        Signal<?> signal = live.setDittoHeaders(headers);
        Entity entity = entityOf(signal, headers);
        State state = entity.state();
        Grants grants = grantsOf(entity, state, headers);
        check(signal, grants, headers);
        Guards.condition(headers, grants, entity, state);
        return new Listeners(signal, entity, state, grants, queries);
    }

    boolean wantsLive(ThingQueryCommand<?> query) {
        DittoHeaders headers = Origin.named(query.getDittoHeaders());
        Entity entity = entityOf(query, headers);
        State state = entity.state();
        String condition = headers.getLiveChannelCondition().orElseThrow();
        return Guards.holds(condition, headers, grantsOf(entity, state, headers), entity, state);
    }

    private Entity entityOf(Signal<?> signal, DittoHeaders headers) {
        if (!(signal instanceof WithEntityId with) || !(with.getEntityId() instanceof ThingId id)) {
            throw UnsupportedSignalException.newBuilder(signal.getType())
                    .dittoHeaders(headers)
                    .build();
        }
        return entities.thing(id.toString())
                .filter(found -> found.state().alive())
                .orElseThrow(() -> ThingFaults.missing(id, ThingPath.of(JsonPointer.empty()), headers));
    }

    private Grants grantsOf(Entity entity, State state, DittoHeaders headers) {
        return access.of(state.policyId(), entity.id)
                .orElseThrow(() -> ThingFaults.withoutPolicy((ThingId) entity.id, state.policyId(), false, headers));
    }

    /** Whoever claims a thing need not be in its policy yet. */
    private static void check(Signal<?> signal, Grants grants, DittoHeaders headers) {
        if (!(signal instanceof SendClaimMessage) && !allowed(signal, grants, headers.getAuthorizationContext())) {
            throw refusal(signal, headers);
        }
    }

    private static boolean allowed(Signal<?> signal, Grants grants, AuthorizationContext who) {
        JsonPointer path = signal.getResourcePath();
        if (signal instanceof MessageCommand<?, ?> message) {
            return grants.all("message", resource(message), who, Grants.WRITE);
        }
        if (signal instanceof ThingQueryCommand<?>) {
            return grants.some("thing", path, who, Grants.READ);
        }
        return signal instanceof MergeThing merge
                ? grants.mayMerge(path, merge.getValue(), who)
                : grants.all("thing", path, who, Grants.WRITE);
    }

    private static DittoRuntimeException refusal(Signal<?> signal, DittoHeaders headers) {
        if (signal instanceof MessageCommand<?, ?> message) {
            return MessageSendNotAllowedException.newBuilder(message.getEntityId())
                    .dittoHeaders(headers)
                    .build();
        }
        if (signal instanceof ThingEvent<?> event) {
            return EventSendNotAllowedException.newBuilder(event.getEntityId())
                    .dittoHeaders(headers)
                    .build();
        }
        return ThingFaults.forbidden((ThingCommand<?>) signal);
    }

    /** A right to a subject is one to all below it: {@code ask} covers {@code ask/why}. */
    static JsonPointer resource(MessageCommand<?, ?> command) {
        String path = command.getResourcePath().toString();
        return JsonPointer.of(SLASHES.matcher(path + '/').replaceAll("/").replaceFirst("/$", ""));
    }
}
