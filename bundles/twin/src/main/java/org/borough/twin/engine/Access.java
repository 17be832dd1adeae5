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
import org.borough.engine.PolicyModels;
import org.borough.twin.engine.policy.SubjectTimes;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityId;
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
    private final Map<List<Object>, Grants> known;

    Access(Entities entities, int cached, Clock clock) {
        this.entities = entities;
        this.clock = clock;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Object>, Grants> eldest) {
                return size() > cached;
            }
        };
    }

    /** What a policy allows on itself; nothing when there is no such policy. */
    Optional<Grants> of(String policyId) {
        return entities.livePolicy(policyId).map(state -> of(policyId, state));
    }

    /** What a policy allows on a thing; nothing when there is no such policy. */
    Optional<Grants> of(String policyId, NamespacedEntityId thing) {
        return entities.livePolicy(policyId).map(state -> of(policyId, state, thing.getNamespace()));
    }

    /** What a policy with a state that is perhaps not yet durable would allow on itself. */
    Grants of(String policyId, State state) {
        return of(policyId, state, namespaceOf(policyId));
    }

    /** What a policy with a state that is perhaps not yet durable would allow on entities of a namespace. */
    Grants of(String policyId, State state, String namespace) {
        List<Object> key = key(state, namespace);
        synchronized (known) {
            Grants grants = known.get(key);
            if (grants != null && grants.holdsAt(clock)) {
                return grants;
            }
        }
        Grants made = make(policyId, state.json(), namespace);
        synchronized (known) {
            known.put(key, made);
        }
        return made;
    }

    /** What a policy's JSON without its id would allow on entities of a namespace. */
    Grants make(String policyId, JsonObject body, String namespace) {
        List<PolicyEntry> entries = SubjectTimes.inForce(entries(policyId, body, namespace), clock.instant());
        return new Grants(PolicyEnforcers.defaultEvaluator(entries), SubjectTimes.firstEnd(entries));
    }

    /** The entries of a policy, and those that it imports, which speak of a namespace. */
    private Set<PolicyEntry> entries(String policyId, JsonObject body, String namespace) {
        Policy policy = PolicyModels.about(PolicyValues.policy(withId(policyId, body)), namespace);
        return PolicyImporter.mergeImportedPolicyEntries(
                        policy,
                        id -> CompletableFuture.completedFuture(
                                policy(id).map(imported -> PolicyModels.about(imported, namespace))))
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

    /** The namespace in an id. */
    static String namespaceOf(String id) {
        return id.substring(0, Math.max(0, id.indexOf(':')));
    }

    /** All that grants depend on; only some policies speak of namespaces. */
    private List<Object> key(State state, String namespace) {
        List<Object> documents = new ArrayList<>(1);
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
        if (documents.stream().anyMatch(one -> one instanceof SharedDocument shared && shared.scoped())) {
            documents.add(namespace);
        }
        return documents;
    }

    /** Whether it imports; without looking into the JSON of the many that do not. */
    private static boolean imports(State state) {
        return state.document() instanceof SharedDocument shared && shared.imports();
    }
}
