// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImport;
import org.eclipse.ditto.policies.model.Resource;
import org.eclipse.ditto.policies.model.Subject;

/** The JSON of a policy's parts as Ditto's model types. */
final class PolicyValues {

    private PolicyValues() {}

    static Policy policy(JsonValue json) {
        return PoliciesModelFactory.newPolicy(json.asObject());
    }

    static PolicyEntry entry(PolicyPath path, JsonValue json) {
        return PoliciesModelFactory.newPolicyEntry(path.label(), json.asObject());
    }

    static Subject subject(PolicyPath path, JsonValue json) {
        return PoliciesModelFactory.newSubject(path.key(), json.asObject());
    }

    static Resource resource(PolicyPath path, JsonValue json) {
        return PoliciesModelFactory.newResource(PoliciesModelFactory.newResourceKey(path.key()), json);
    }

    static PolicyImport policyImport(PolicyPath path, JsonValue json) {
        return PoliciesModelFactory.newPolicyImport(PolicyId.of(path.key()), json.asObject());
    }

    /** A policy's JSON without the members that only the engine writes, and without its id. */
    static JsonObject body(JsonObject policy) {
        return ThingValues.ownMembers(policy).remove("policyId");
    }
}
