// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.borough.twin.Entitlements.Extent;
import org.borough.twin.Entitlements.Holder;
import org.borough.twin.Entitlements.Right;
import org.borough.twin.Entitlements.Rule;
import org.eclipse.ditto.policies.model.EffectedPermissions;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.Resource;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.Subject;

/**
 * Why a policy decides as it does. Of the rules on the way from the top of a type to a resource those that stand lowest
 * decide, and among them what is revoked; rules below the resource make exceptions.
 */
public final class Explanation {

    private static final Set<String> PERMISSIONS = Set.of("READ", "WRITE", "EXECUTE");

    private final List<Rule> rules;

    private Explanation(List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the entries, without the subjects that have come to their ends. */
    public static Explanation of(List<SourcedEntry> entries, Instant now) {
        List<Rule> rules = new ArrayList<>();
        for (SourcedEntry sourced : entries) {
            for (Subject subject : sourced.entry().getSubjects()) {
                if (!SubjectTimes.ended(subject, now)) {
                    sourced.entry().getResources().forEach(resource -> rules.add(rule(sourced, subject, resource)));
                }
            }
        }
        return new Explanation(rules);
    }

    private static Rule rule(SourcedEntry sourced, Subject subject, Resource resource) {
        PolicyEntry entry = sourced.entry();
        EffectedPermissions effect = resource.getEffectedPermissions();
        return new Rule(
                sourced.policyId(),
                entry.getLabel().toString(),
                sourced.imported(),
                subject.getId().toString(),
                subject.getExpiry().map(Object::toString).orElse(""),
                resource.getResourceKey().toString(),
                sorted(effect.getGrantedPermissions()),
                sorted(effect.getRevokedPermissions()),
                false);
    }

    private static List<String> sorted(Permissions permissions) {
        return StreamSupport.stream(permissions.spliterator(), false).sorted().toList();
    }

    /** How much of a resource is allowed, told from the rules alone. */
    public Extent extent(Collection<String> subjects, ResourceKey resource, String permission) {
        List<Rule> deciding = why(subjects, resource, permission).stream()
                .filter(Rule::decides)
                .toList();
        boolean below = deciding.stream().anyMatch(rule -> !above(key(rule), resource));
        boolean granted = deciding.stream()
                .filter(rule -> above(key(rule), resource))
                .anyMatch(rule -> grants(rule, permission) && !rule.revoke().contains(permission));
        if (below) {
            return Extent.SOME;
        }
        return granted ? Extent.ALL : Extent.NONE;
    }

    /** The rules that concern somebody, a resource and a permission; those that decide first. */
    public List<Rule> why(Collection<String> subjects, ResourceKey resource, String permission) {
        List<Rule> concerned = rules.stream()
                .filter(rule -> subjects.contains(rule.subject()))
                .filter(rule -> grants(rule, permission) || rule.revoke().contains(permission))
                .filter(rule -> above(key(rule), resource) || above(resource, key(rule)))
                .toList();
        int lowest = concerned.stream()
                .filter(rule -> above(key(rule), resource))
                .mapToInt(rule -> depth(key(rule)))
                .max()
                .orElse(-1);
        boolean revoked = concerned.stream()
                .filter(rule -> above(key(rule), resource) && depth(key(rule)) == lowest)
                .anyMatch(rule -> rule.revoke().contains(permission));
        boolean allowed = lowest >= 0 && !revoked;
        Predicate<Rule> decides = rule -> above(key(rule), resource)
                ? depth(key(rule)) == lowest && rule.revoke().contains(permission) == revoked
                : isException(concerned, rule, permission, allowed);
        return concerned.stream()
                .map(rule -> deciding(rule, decides.test(rule)))
                .sorted(Comparator.comparing((Rule rule) -> !rule.decides()))
                .toList();
    }

    /** Whether a rule below the resource says otherwise and is not outdone at its own place. */
    private static boolean isException(List<Rule> concerned, Rule rule, String permission, boolean allowed) {
        boolean revokes = concerned.stream()
                .filter(other -> key(other).equals(key(rule)))
                .anyMatch(other -> other.revoke().contains(permission));
        return allowed ? rule.revoke().contains(permission) : !revokes && grants(rule, permission);
    }

    /** What each subject may do, if it is all that somebody has. */
    public List<Holder> holders() {
        Map<String, List<Rule>> bySubject = new TreeMap<>();
        rules.forEach(rule -> bySubject
                .computeIfAbsent(rule.subject(), key -> new ArrayList<>())
                .add(rule));
        return bySubject.entrySet().stream()
                .map(entry -> new Holder(entry.getKey(), rights(Set.of(entry.getKey()), PERMISSIONS), entry.getValue()))
                .toList();
    }

    /** The rights of somebody, from the top of each type on, leaving out what the one above says already. */
    public List<Right> rights(Collection<String> subjects, Set<String> permissions) {
        List<ResourceKey> places = rules.stream()
                .filter(rule -> subjects.contains(rule.subject()))
                .map(Explanation::key)
                .distinct()
                .sorted(Comparator.comparing(ResourceKey::getResourceType)
                        .thenComparing(Explanation::depth)
                        .thenComparing(ResourceKey::toString))
                .toList();
        List<Right> rights = new ArrayList<>();
        for (String permission : new TreeSet<>(permissions)) {
            Map<ResourceKey, Boolean> said = new LinkedHashMap<>();
            for (ResourceKey place : places) {
                boolean given = given(subjects, place, permission);
                if (given != inherited(said, place)) {
                    said.put(place, given);
                    rights.add(new Right(place.toString(), permission, given));
                }
            }
        }
        return rights;
    }

    private boolean given(Collection<String> subjects, ResourceKey place, String permission) {
        return why(subjects, place, permission).stream()
                .filter(Rule::decides)
                .filter(rule -> above(key(rule), place))
                .anyMatch(rule -> !rule.revoke().contains(permission));
    }

    private static boolean inherited(Map<ResourceKey, Boolean> said, ResourceKey place) {
        return said.entrySet().stream()
                .filter(entry -> above(entry.getKey(), place))
                .max(Comparator.comparing(entry -> depth(entry.getKey())))
                .map(Map.Entry::getValue)
                .orElse(false);
    }

    private static Rule deciding(Rule rule, boolean decides) {
        return new Rule(
                rule.policyId(),
                rule.label(),
                rule.imported(),
                rule.subject(),
                rule.end(),
                rule.resource(),
                rule.grant(),
                rule.revoke(),
                decides);
    }

    private static boolean grants(Rule rule, String permission) {
        return rule.grant().contains(permission);
    }

    private static ResourceKey key(Rule rule) {
        return ResourceKey.newInstance(rule.resource());
    }

    private static int depth(ResourceKey key) {
        return key.getResourcePath().getLevelCount();
    }

    /** Whether one resource is another or contains it. */
    private static boolean above(ResourceKey upper, ResourceKey lower) {
        String top = upper.getResourcePath().toString();
        String place = lower.getResourcePath().toString();
        return upper.getResourceType().equals(lower.getResourceType())
                && (top.equals("/") || place.equals(top) || place.startsWith(top + '/'));
    }
}
