// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.LAMP;
import static org.borough.twin.engine.EngineFixture.as;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.borough.twin.Entitlements.Decision;
import org.borough.twin.Entitlements.Extent;
import org.borough.twin.Entitlements.Overview;
import org.borough.twin.Entitlements.Right;
import org.borough.twin.Entitlements.Rule;
import org.borough.twin.engine.policy.Explanation;
import org.borough.twin.engine.policy.SourcedEntry;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImport;
import org.junit.jupiter.api.Test;

class EntitlementsTest {

    private static final PolicyId POLICY = PolicyId.of("city:lamp-1");

    @Test
    void the_entry_that_grants_is_named() {
        try (EngineFixture fixture = new EngineFixture().withLamp()) {
            Decision decision = decision(fixture, "borough:guest", "thing:/features/luminaire/properties/level");
            assertThat(decision.extent()).isEqualTo(Extent.ALL);
            assertThat(decision.rules()).hasSize(1);
            Rule rule = decision.rules().get(0);
            assertThat(rule.label()).isEqualTo("guests");
            assertThat(rule.resource()).isEqualTo("thing:/features/luminaire/properties");
            assertThat(rule.decides()).isTrue();
            assertThat(rule.imported()).isFalse();
            assertThat(decision(fixture, "borough:guest", "thing:/").extent()).isEqualTo(Extent.SOME);
            assertThat(decision(fixture, "borough:guest", "thing:/attributes").rules())
                    .isEmpty();
        }
    }

    @Test
    void a_revoke_that_outdoes_a_grant_decides_and_the_grant_is_shown_behind_it() {
        try (EngineFixture fixture = new EngineFixture().withLamp()) {
            fixture.run(ModifyPolicyEntry.of(
                    POLICY,
                    PoliciesModelFactory.newPolicyEntry(
                            "secret",
                            """
                            {"subjects":{"borough:admin":{"type":"t"}},
                             "resources":{"thing:/attributes":{"grant":[],"revoke":["READ"]}}}"""),
                    as("borough:admin")));
            Decision decision = decision(fixture, "borough:admin", "thing:/attributes/street");
            assertThat(decision.extent()).isEqualTo(Extent.NONE);
            assertThat(decision.rules()).extracting(Rule::label).containsExactly("secret", "administrator");
            assertThat(decision.rules()).extracting(Rule::decides).containsExactly(true, false);
            Overview overview = fixture.engine.entitlements().overview(LAMP).orElseThrow();
            assertThat(overview.holders().get(0).subject()).isEqualTo("borough:admin");
            assertThat(overview.holders().get(0).rights())
                    .contains(new Right("thing:/", "READ", true), new Right("thing:/attributes", "READ", false));
        }
    }

    @Test
    void an_imported_entry_is_named_with_the_policy_that_it_comes_from() {
        try (EngineFixture fixture = new EngineFixture().withLamp()) {
            var shared = PoliciesModelFactory.newPolicy(
                    JsonFactory.newObject(EngineFixture.POLICY.replace("borough:guest", "borough:anonymous"))
                            .setValue("policyId", "city:shared"));
            fixture.run(CreatePolicy.of(shared, as("borough:admin")));
            assertThat(fixture.engine.entitlements().visible(Set.of("borough:anonymous")))
                    .isEmpty();
            fixture.run(ModifyPolicyImport.of(
                    POLICY, PoliciesModelFactory.newPolicyImport(PolicyId.of("city:shared")), as("borough:admin")));
            Rule rule = decision(fixture, "borough:anonymous", "thing:/features")
                    .rules()
                    .get(0);
            assertThat(rule.policyId()).isEqualTo("city:shared");
            assertThat(rule.imported()).isTrue();
            assertThat(fixture.engine.entitlements().visible(Set.of("borough:anonymous")))
                    .singleElement()
                    .satisfies(visible -> {
                        assertThat(visible.thing()).isEqualTo(LAMP);
                        assertThat(visible.rights())
                                .containsExactly(new Right("thing:/features/luminaire/properties", "READ", true));
                    });
        }
    }

    @Test
    void nothing_is_said_of_things_that_are_not_there() {
        try (EngineFixture fixture = new EngineFixture()) {
            assertThat(fixture.engine.entitlements().ofThing(LAMP, Set.of("a:b"), "thing:/", "READ"))
                    .isEmpty();
            assertThat(fixture.engine.entitlements().overview(LAMP)).isEmpty();
        }
    }

    @Property(tries = 500)
    void what_is_explained_is_what_is_enforced(
            @ForAll("entries") List<PolicyEntry> entries,
            @ForAll("resources") String resource,
            @ForAll("subjects") Set<String> subjects) {
        ResourceKey key = ResourceKey.newInstance(resource);
        var enforcer = PolicyEnforcers.defaultEvaluator(entries);
        var who = EngineFixture.context(subjects.toArray(String[]::new));
        Extent enforced = enforcer.hasUnrestrictedPermissions(key, who, "READ")
                ? Extent.ALL
                : enforcer.hasPartialPermissions(key, who, "READ") ? Extent.SOME : Extent.NONE;
        var sourced = entries.stream()
                .map(entry -> new SourcedEntry("a:b", false, entry))
                .toList();
        Extent explained =
                Explanation.of(sourced, EngineFixture.TickingClock.START).extent(subjects, key, "READ");
        // What one subject is given and another denied at the same place counts as something to an enforcer, though
        // nothing of it is ever shown.
        boolean contradiction = subjects.size() > 1 && enforced == Extent.SOME && explained == Extent.NONE;
        assertThat(contradiction ? enforced : explained).isEqualTo(enforced);
    }

    @Provide
    Arbitrary<String> resources() {
        return Arbitraries.of("thing:/", "thing:/a", "thing:/a/b", "thing:/a/b/c", "thing:/d", "policy:/", "policy:/a");
    }

    @Provide
    Arbitrary<Set<String>> subjects() {
        return Arbitraries.of("s:1", "s:2", "s:3").set().ofMinSize(1).ofMaxSize(2);
    }

    @Provide
    Arbitrary<List<PolicyEntry>> entries() {
        Arbitrary<String> effects =
                Arbitraries.of("\"grant\":[\"READ\"],\"revoke\":[]", "\"grant\":[],\"revoke\":[\"READ\"]");
        Arbitrary<String> entry = Combinators.combine(
                        subjects(),
                        Arbitraries.maps(resources(), effects).ofMinSize(1).ofMaxSize(3))
                .as((who, rules) -> "{\"subjects\":{%s},\"resources\":{%s}}"
                        .formatted(
                                who.stream()
                                        .map("\"%s\":{\"type\":\"t\"}"::formatted)
                                        .collect(Collectors.joining(",")),
                                rules.entrySet().stream()
                                        .map(rule -> "\"%s\":{%s}".formatted(rule.getKey(), rule.getValue()))
                                        .collect(Collectors.joining(","))));
        return entry.list().ofMinSize(1).ofMaxSize(4).map(texts -> {
            List<PolicyEntry> entries = new ArrayList<>();
            texts.forEach(text -> entries.add(PoliciesModelFactory.newPolicyEntry("e" + entries.size(), text)));
            return entries;
        });
    }

    private static Decision decision(EngineFixture fixture, String subject, String resource) {
        return fixture.engine
                .entitlements()
                .ofThing(LAMP, Set.of(subject), resource, "READ")
                .orElseThrow();
    }
}
