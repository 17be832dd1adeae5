// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.policies;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.borough.thing.ThingId;
import org.borough.twin.Entitlements;
import org.borough.twin.Entitlements.Decision;
import org.borough.twin.Entitlements.Extent;
import org.borough.twin.Entitlements.Holder;
import org.borough.twin.Entitlements.Overview;
import org.borough.twin.Entitlements.Right;
import org.borough.twin.Entitlements.Rule;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;

/** Tells who may do what with a thing, and why, to whoever may read all of the thing's policy. */
public final class AccessReport {

    private static final String READ = "READ";

    private final Entitlements entitlements;

    /** Asks there. */
    public AccessReport(Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    /** What everybody may do with a thing. */
    public JsonObject overview(String thing, DittoHeaders headers) {
        Overview overview = entitlements.overview(readable(thing, headers)).orElseThrow(() -> unknown(thing, headers));
        return JsonFactory.newObjectBuilder()
                .set("thingId", thing)
                .set("policyId", overview.policyId())
                .set(
                        "subjects",
                        array(overview.holders().stream()
                                .map(AccessReport::holder)
                                .toList()))
                .build();
    }

    /** Whether somebody may do something with a part of a thing, and which entries of policies decide that. */
    public JsonObject why(
            String thing, Collection<String> subjects, String resource, String permission, DittoHeaders headers) {
        ResourceKey key = ResourceKey.newInstance(resource);
        Decision decision = entitlements
                .ofThing(readable(thing, headers), subjects, key.toString(), permission)
                .orElseThrow(() -> unknown(thing, headers));
        return JsonFactory.newObjectBuilder()
                .set("thingId", thing)
                .set("policyId", decision.policyId())
                .set("subjects", array(subjects.stream().map(JsonValue::of).toList()))
                .set("resource", key.toString())
                .set("permission", permission)
                .set("decision", word(decision.extent()))
                .set("because", rules(decision, Rule::decides))
                .set("overruled", rules(decision, rule -> !rule.decides()))
                .build();
    }

    /** Nobody learns of a policy that he may not read, nor of a thing. */
    private ThingId readable(String thing, DittoHeaders headers) {
        ThingId id = ThingId.parse(thing);
        Collection<String> caller = headers.getAuthorizationContext().getAuthorizationSubjectIds();
        Optional<Decision> policy = entitlements.ofThing(id, caller, "policy:/", READ);
        boolean seesThing = entitlements
                .ofThing(id, caller, "thing:/", READ)
                .filter(decision -> decision.extent() != Extent.NONE)
                .isPresent();
        if (policy.filter(decision -> decision.extent() == Extent.ALL).isPresent()) {
            return id;
        }
        if (policy.isPresent() && seesThing) {
            throw PolicyNotAccessibleException.newBuilder(
                            PolicyId.of(policy.get().policyId()))
                    .dittoHeaders(headers)
                    .build();
        }
        throw unknown(thing, headers);
    }

    private static RuntimeException unknown(String thing, DittoHeaders headers) {
        return ThingNotAccessibleException.newBuilder(org.eclipse.ditto.things.model.ThingId.of(thing))
                .dittoHeaders(headers)
                .build();
    }

    private static String word(Extent extent) {
        return switch (extent) {
            case ALL -> "granted";
            case SOME -> "partly";
            case NONE -> "denied";
        };
    }

    private static JsonArray rules(Decision decision, Predicate<Rule> wanted) {
        return array(
                decision.rules().stream().filter(wanted).map(AccessReport::rule).toList());
    }

    private static JsonValue holder(Holder holder) {
        return JsonFactory.newObjectBuilder()
                .set("subject", holder.subject())
                .set(
                        "rights",
                        array(holder.rights().stream().map(AccessReport::right).toList()))
                .set(
                        "entries",
                        array(holder.rules().stream().map(AccessReport::rule).toList()))
                .build();
    }

    private static JsonValue right(Right right) {
        return JsonFactory.newObjectBuilder()
                .set("resource", right.resource())
                .set("permission", right.permission())
                .set("given", right.given())
                .build();
    }

    private static JsonValue rule(Rule rule) {
        JsonObjectBuilder json = JsonFactory.newObjectBuilder()
                .set("policyId", rule.policyId())
                .set("imported", rule.imported())
                .set("label", rule.label())
                .set("subject", rule.subject())
                .set("resource", rule.resource())
                .set("grant", array(rule.grant().stream().map(JsonValue::of).toList()))
                .set("revoke", array(rule.revoke().stream().map(JsonValue::of).toList()));
        if (!rule.end().isEmpty()) {
            json.set("expiry", rule.end());
        }
        return json.build();
    }

    private static JsonArray array(List<JsonValue> values) {
        return values.stream().collect(JsonCollectors.valuesToArray());
    }
}
