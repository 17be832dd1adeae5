// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.borough.twin.engine.policy.SubjectTimes;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImporter;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;

/** Finds what a policy allows. Policies that say the same share the work; what was used least recently is forgotten. */
final class Access {

    private final Entities entities;
    private final Clock clock;
    private final Map<List<Document>, Grants> known;

    Access(Entities entities, int cached, Clock clock) {
        this.entities = entities;
        this.clock = clock;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Document>, Grants> eldest) {
                return size() > cached;
            }
        };
    }

    /** What a policy allows; nothing when there is no such policy. */
    Optional<Grants> of(String policyId) {
        return entities.livePolicy(policyId).map(state -> of(policyId, state));
    }

    /** What a policy with a state that is perhaps not yet durable would allow. */
    Grants of(String policyId, State state) {
        List<Document> key = documents(state);
        synchronized (known) {
            Grants grants = known.get(key);
            if (grants != null && grants.holdsAt(clock)) {
                return grants;
            }
        }
        Grants made = make(policyId, state.json());
        synchronized (known) {
            known.put(key, made);
        }
        return made;
    }

    /** What a policy's JSON without its id would allow. */
    Grants make(String policyId, JsonObject body) {
        List<PolicyEntry> entries = SubjectTimes.inForce(entries(policyId, body), clock.instant());
        return new Grants(PolicyEnforcers.defaultEvaluator(entries), SubjectTimes.firstEnd(entries));
    }

    /** The entries of a policy and those that it imports. */
    Set<PolicyEntry> entries(String policyId, JsonObject body) {
        Policy policy = PolicyValues.policy(withId(policyId, body));
        return PolicyImporter.mergeImportedPolicyEntries(policy, id -> CompletableFuture.completedFuture(policy(id)))
                .toCompletableFuture()
                .join();
    }

    static JsonObject withId(String policyId, JsonObject body) {
        return JsonObject.newBuilder().set("policyId", policyId).setAll(body).build();
    }

    private Optional<Policy> policy(PolicyId id) {
        return entities.livePolicy(id.toString())
                .map(state -> PolicyValues.policy(withId(id.toString(), state.json())));
    }

    private List<Document> documents(State state) {
        List<Document> documents = new ArrayList<>(1);
        documents.add(state.document());
        if (imports(state)) {
            state.at("imports").filter(JsonValue::isObject).ifPresent(imports -> {
                for (JsonKey id : imports.asObject().getKeys()) {
                    documents.add(entities.livePolicy(id.toString())
                            .orElse(State.NONE)
                            .document());
                }
            });
        }
        return documents;
    }

    /** Whether it imports; without looking into the JSON of the many that do not. */
    private static boolean imports(State state) {
        return state.document() instanceof SharedDocument shared && shared.imports();
    }
}
