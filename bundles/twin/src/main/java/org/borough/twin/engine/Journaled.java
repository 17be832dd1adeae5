// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import java.util.Map;
import org.borough.engine.PolicyModels;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.base.model.signals.events.GlobalEventRegistry;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.events.PolicyEvent;

/** Reads events of the journal. */
final class Journaled {

    private static final Map<PolicyPath.Part, String> MEMBERS = Map.of(
            PolicyPath.Part.POLICY, "policy",
            PolicyPath.Part.ENTRIES, "policyEntries",
            PolicyPath.Part.ENTRY, "policyEntry");

    private Journaled() {}

    /** The event of its JSON; those of policies with all that their entries say, which Ditto's own readers do not keep. */
    static EventsourcedEvent<?> event(JsonObject json, DittoHeaders headers) {
        EventsourcedEvent<?> event =
                (EventsourcedEvent<?>) GlobalEventRegistry.getInstance().parse(json, headers);
        return event instanceof PolicyEvent<?> of ? whole(of, json, headers) : event;
    }

    private static EventsourcedEvent<?> whole(PolicyEvent<?> event, JsonObject json, DittoHeaders headers) {
        PolicyPath path = PolicyPath.of(event);
        String member = MEMBERS.getOrDefault(path.part(), "");
        return json.getValue(member.isEmpty() ? "type" : member)
                .filter(PolicyModels::hasMore)
                .<EventsourcedEvent<?>>map(value -> again(event, path, value, headers))
                .orElse(event);
    }

    private static EventsourcedEvent<?> again(
            PolicyEvent<?> event, PolicyPath path, JsonValue value, DittoHeaders headers) {
        PolicyId id = event.getPolicyEntityId();
        PolicyEvents events =
                new PolicyEvents(id, event.getRevision(), event.getTimestamp().orElse(Instant.EPOCH), headers);
        return event.getType().endsWith("Created") ? events.created(path, value) : events.modified(path, value);
    }
}
