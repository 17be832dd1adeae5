// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Collection;
import java.util.Map;
import org.borough.engine.PolicyModels;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImport;
import org.eclipse.ditto.policies.model.Resource;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;

/** The JSON of a policy's parts as Ditto's model types. */
final class PolicyValues {

    private PolicyValues() {}

    static Policy policy(JsonValue json) {
        return PolicyModels.policy(json.asObject());
    }

    static PolicyEntry entry(PolicyPath path, JsonValue json) {
        return PolicyModels.entry(path.label(), json.asObject());
    }

    static Subject subject(PolicyPath path, JsonValue json) {
        return PoliciesModelFactory.newSubject(path.key(), json.asObject());
    }

    static Resource resource(PolicyPath path, JsonValue json) {
        return PoliciesModelFactory.newResource(PoliciesModelFactory.newResourceKey(path.key()), json);
    }

    static PolicyImport policyImport(PolicyPath path, JsonValue json) {
        return PolicyModels.oneImport(PolicyId.of(path.key()), json.asObject());
    }

    /** A policy's JSON without the members that only the engine writes, and without its id. */
    static JsonObject body(JsonObject policy) {
        return ThingValues.ownMembers(policy).remove("policyId");
    }

    /** A policy's body with subjects set in some of its entries. */
    static JsonObject withSubjects(JsonObject body, Map<Label, Collection<Subject>> subjects) {
        JsonObject changed = body;
        for (Map.Entry<Label, Collection<Subject>> entry : subjects.entrySet()) {
            for (Subject subject : entry.getValue()) {
                changed = JsonEdits.set(changed, place(entry.getKey(), subject.getId()), subject.toJson());
            }
        }
        return changed;
    }

    /** A policy's body without some subjects of some of its entries. */
    static JsonObject withoutSubjects(JsonObject body, Map<Label, Collection<SubjectId>> subjects) {
        JsonObject changed = body;
        for (Map.Entry<Label, Collection<SubjectId>> entry : subjects.entrySet()) {
            for (SubjectId subject : entry.getValue()) {
                changed = JsonEdits.remove(changed, place(entry.getKey(), subject));
            }
        }
        return changed;
    }

    private static JsonPointer place(Label label, SubjectId subject) {
        return JsonFactory.newPointer(
                JsonKey.of("entries"), JsonKey.of(label), JsonKey.of("subjects"), JsonFactory.newKey(subject));
    }
}
