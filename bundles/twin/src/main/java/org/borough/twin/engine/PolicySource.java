// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.PlaceholderReferenceNotSupportedException;
import org.eclipse.ditto.placeholders.PlaceholderReferenceUnknownFieldException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.things.model.ThingId;

/** Finds the policy that a new thing is to have a copy of: named, or named by a field of another thing. */
record PolicySource(Entities entities, Access access) {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*ref:([^/\\s]+)/([^/]+)/([^\\s}]+)\\s*}}");
    private static final CharSequence THINGS = "things";
    private static final JsonPointer ROOT = JsonPointer.empty();

    /** The body of a policy, as far as the caller may read it. */
    JsonObject copy(String source, DittoHeaders headers) {
        Matcher reference = REFERENCE.matcher(source);
        PolicyId id = PolicyId.of(reference.matches() ? named(reference, headers) : source);
        AuthorizationContext who = headers.getAuthorizationContext();
        Entity policy = entities.policy(id.toString())
                .filter(found -> found.state().alive())
                .filter(found -> access.of(id.toString(), found.state()).some("policy", ROOT, who, Grants.READ))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build());
        Grants grants = access.of(id.toString(), policy.state());
        return PolicyValues.body(grants.view("policy", ROOT, Views.plainPolicy(policy, policy.state()), who)
                .asObject());
    }

    private String named(Matcher reference, DittoHeaders headers) {
        if (!THINGS.equals(reference.group(1))) {
            throw PlaceholderReferenceNotSupportedException.fromUnsupportedEntityType(
                            reference.group(1), Set.of(THINGS))
                    .dittoHeaders(headers)
                    .build();
        }
        ThingId thing = ThingId.of(reference.group(2));
        JsonPointer field = JsonPointer.of(reference.group(3));
        State state = entities.thing(thing.toString())
                .map(Entity::state)
                .filter(State::alive)
                .filter(alive -> mayRead(thing, alive, ROOT, headers))
                .orElseThrow(() -> ThingFaults.missing(thing, ThingPath.of(ROOT), headers));
        return Optional.of(field)
                .filter(readable -> mayRead(thing, state, readable, headers))
                .flatMap(state::at)
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .orElseThrow(() -> unknown(field, thing, headers));
    }

    private boolean mayRead(ThingId thing, State state, JsonPointer field, DittoHeaders headers) {
        return access.of(state.policyId(), thing)
                .filter(grants -> grants.some("thing", field, headers.getAuthorizationContext(), Grants.READ))
                .isPresent();
    }

    private static DittoRuntimeException unknown(JsonPointer field, ThingId thing, DittoHeaders headers) {
        return PlaceholderReferenceUnknownFieldException.fromUnknownFieldAndEntityId(field, thing)
                .dittoHeaders(headers)
                .build();
    }
}
