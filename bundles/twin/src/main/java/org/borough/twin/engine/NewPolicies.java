// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.borough.twin.engine.policy.GivenSubjects;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PolicyId;

/** Makes of what somebody gives as a policy what becomes one. */
record NewPolicies(GivenSubjects given, PolicyImporting importing) {

    /** The policy's body without its id; refused where the caller may not import what it imports. */
    JsonObject body(PolicyId id, JsonObject body, DittoHeaders headers) {
        JsonObject prepared = given.policy(body, headers);
        importing.check(id, prepared, headers);
        // As the model writes it, so that it looks the same however it was made.
        return PolicyValues.body(
                PolicyValues.policy(Access.withId(id.toString(), prepared)).toJson());
    }
}
