// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.borough.engine.PolicyModels;
import org.borough.thing.ThingId;
import org.borough.twin.Entitlements;
import org.borough.twin.engine.policy.Explanation;
import org.borough.twin.engine.policy.SourcedEntry;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.ImportedLabels;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyImport;
import org.eclipse.ditto.policies.model.ResourceKey;

/** Explains the decisions of the policies that the engine has. */
final class PolicyEntitlements implements Entitlements {

    private static final Set<String> TO_READ = Set.of(Grants.READ);

    private final Entities entities;
    private final Access access;
    private final Clock clock;

    PolicyEntitlements(Entities entities, Access access, Clock clock) {
        this.entities = entities;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public Optional<Decision> ofThing(ThingId thing, Collection<String> subjects, String resource, String permission) {
        return policyOf(thing).flatMap(policy -> decision(policy, thing.namespace(), subjects, resource, permission));
    }

    @Override
    public Optional<Decision> ofPolicy(
            String policyId, Collection<String> subjects, String resource, String permission) {
        return decision(policyId, Access.namespaceOf(policyId), subjects, resource, permission);
    }

    private Optional<Decision> decision(
            String policyId, String namespace, Collection<String> subjects, String resource, String permission) {
        ResourceKey key = ResourceKey.newInstance(resource);
        return entities.livePolicy(policyId)
                .map(state -> new Decision(
                        extent(access.of(policyId, state, namespace), context(subjects), key, permission),
                        policyId,
                        explanation(policyId, state, namespace).why(subjects, key, permission)));
    }

    @Override
    public Extent extent(String entityId, Collection<String> subjects, String resource, String permission) {
        ResourceKey key = ResourceKey.newInstance(resource);
        Optional<String> policy =
                key.getResourceType().equals("policy") ? Optional.of(entityId) : policyOf(ThingId.parse(entityId));
        return policy.flatMap(
                        id -> entities.livePolicy(id).map(state -> access.of(id, state, Access.namespaceOf(entityId))))
                .map(grants -> extent(grants, context(subjects), key, permission))
                .orElse(Extent.NONE);
    }

    @Override
    public Optional<Overview> overview(ThingId thing) {
        return policyOf(thing).flatMap(policy -> entities.livePolicy(policy)
                .map(state -> new Overview(
                        policy, explanation(policy, state, thing.namespace()).holders())));
    }

    @Override
    public List<Visible> visible(Collection<String> subjects) {
        Map<String, List<Right>> byPolicy = new HashMap<>();
        List<Visible> visible = new ArrayList<>();
        for (Entity thing : entities.things()) {
            State state = thing.state();
            if (state.alive()) {
                String namespace = thing.id.getNamespace();
                List<Right> rights = byPolicy.computeIfAbsent(
                        namespace + ' ' + state.policyId(), both -> readable(state.policyId(), namespace, subjects));
                if (rights.stream().anyMatch(Right::given)) {
                    visible.add(new Visible(thing.thingId(), state.policyId(), rights));
                }
            }
        }
        return visible;
    }

    private List<Right> readable(String policyId, String namespace, Collection<String> subjects) {
        return entities.livePolicy(policyId)
                .map(state -> explanation(policyId, state, namespace).rights(subjects, TO_READ))
                .orElse(List.of());
    }

    private Optional<String> policyOf(ThingId thing) {
        return entities.thing(thing.toString())
                .map(Entity::state)
                .filter(State::alive)
                .map(State::policyId);
    }

    private static Extent extent(Grants grants, AuthorizationContext who, ResourceKey key, String permission) {
        if (grants.all(key.getResourceType(), key.getResourcePath(), who, permission)) {
            return Extent.ALL;
        }
        return grants.some(key.getResourceType(), key.getResourcePath(), who, permission) ? Extent.SOME : Extent.NONE;
    }

    private static AuthorizationContext context(Collection<String> subjects) {
        Iterable<AuthorizationSubject> all =
                subjects.stream().map(AuthorizationModelFactory::newAuthSubject).toList();
        return AuthorizationModelFactory.newAuthContext(DittoAuthorizationContextType.UNSPECIFIED, all);
    }

    private Explanation explanation(String policyId, State state, String namespace) {
        Policy policy = PolicyModels.about(PolicyValues.policy(Access.withId(policyId, state.json())), namespace);
        List<SourcedEntry> entries = new ArrayList<>();
        policy.forEach(entry -> entries.add(new SourcedEntry(policyId, false, entry)));
        policy.getPolicyImports().forEach(wanted -> entries.addAll(imported(wanted, namespace)));
        return Explanation.of(entries, clock.instant());
    }

    private List<SourcedEntry> imported(PolicyImport wanted, String namespace) {
        String id = wanted.getImportedPolicyId().toString();
        ImportedLabels named = wanted.getEffectedImports()
                .orElseGet(PoliciesModelFactory::emptyEffectedImportedEntries)
                .getImportedLabels();
        Predicate<PolicyEntry> counts = entry -> entry.getImportableType() == ImportableType.IMPLICIT
                || entry.getImportableType() == ImportableType.EXPLICIT && named.contains(entry.getLabel());
        return entities.livePolicy(id).map(state -> PolicyValues.policy(Access.withId(id, state.json()))).stream()
                .map(policy -> PolicyModels.about(policy, namespace))
                .flatMap(Policy::stream)
                .filter(counts)
                .map(entry -> new SourcedEntry(id, true, entry))
                .toList();
    }
}
