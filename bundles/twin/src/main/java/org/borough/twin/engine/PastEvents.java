// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.borough.engine.PersistedEvents;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.policies.model.PolicyConstants;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;

/** Opens the journal of one thing or policy for those who may read everything that they ask for. */
final class PastEvents {

    private final Entities entities;
    private final Access access;
    private final Journal journal;
    private final Executor readers;

    PastEvents(Entities entities, Access access, Journal journal, Executor readers) {
        this.entities = entities;
        this.access = access;
        this.journal = journal;
        this.readers = readers;
    }

    CompletionStage<PersistedEvents> open(SubscribeForPersistedEvents wanted) {
        try {
            Entity entity = entity(wanted.getEntityId()).orElseThrow(() -> refusal(wanted));
            allowed(entity, wanted);
            return CompletableFuture.completedStage(new PastReader(
                    journal,
                    entity,
                    PastRange.of(wanted, entity.state()),
                    wanted.getResourcePath(),
                    wanted.getDittoHeaders(),
                    () -> allowed(entity, wanted),
                    readers));
        } catch (DittoRuntimeException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    /** What may be read now; refuses when that is not everything that is asked for. */
    private Grants allowed(Entity entity, SubscribeForPersistedEvents wanted) {
        String type = EventView.type(entity.kind);
        return grants(entity)
                .filter(grants -> grants.all(
                        type,
                        wanted.getResourcePath(),
                        wanted.getDittoHeaders().getAuthorizationContext(),
                        Grants.READ))
                .orElseThrow(() -> refusal(wanted));
    }

    private Optional<Grants> grants(Entity entity) {
        State state = entity.state();
        if (!state.alive()) {
            return Optional.empty();
        }
        return entity.kind == Entity.Kind.THING
                ? access.of(state.policyId(), entity.id)
                : Optional.of(access.of(entity.id.toString(), state));
    }

    private Optional<Entity> entity(EntityId id) {
        return id.getEntityType().equals(PolicyConstants.ENTITY_TYPE)
                ? entities.policy(id.toString())
                : entities.thing(id.toString());
    }

    private static DittoRuntimeException refusal(SubscribeForPersistedEvents wanted) {
        EntityId id = wanted.getEntityId();
        DittoHeaders headers = wanted.getDittoHeaders();
        return id.getEntityType().equals(PolicyConstants.ENTITY_TYPE)
                ? PolicyNotAccessibleException.newBuilder(PolicyId.of(id))
                        .dittoHeaders(headers)
                        .build()
                : ThingNotAccessibleException.newBuilder(ThingId.of(id))
                        .dittoHeaders(headers)
                        .build();
    }
}
