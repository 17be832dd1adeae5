// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import org.borough.ditto.policies.TokenActions;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyId;

/** {@code …/actions/{name}} of a policy and of its entries. */
final class PolicyActionRoute {

    private final TokenActions actions;

    PolicyActionRoute(TokenActions actions) {
        this.actions = actions;
    }

    Action of(Call call, PolicyId id, Optional<Label> entry) {
        String name = call.path().atEnd() ? "" : call.path().next();
        call.end();
        if (!TokenActions.known(name)) {
            throw call.unknownRoute();
        }
        if (!call.method().equals("POST")) {
            throw call.methodNotAllowed();
        }
        return new Action.Send(
                Action.Body.ANY, body -> actions.command(name, id, entry, call.token(), body, call.headers()));
    }
}
