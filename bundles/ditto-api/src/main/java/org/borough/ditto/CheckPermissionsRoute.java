// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.function.Supplier;
import org.borough.ditto.policies.PermissionChecks;
import org.borough.twin.Entitlements;

/** {@code /checkPermissions}: what the caller may do, many questions at once. */
final class CheckPermissionsRoute implements Route {

    private final Supplier<Entitlements> entitlements;

    CheckPermissionsRoute(Supplier<Entitlements> entitlements) {
        this.entitlements = entitlements;
    }

    @Override
    public Action of(Call call) {
        call.end();
        if (!call.method().equals("POST")) {
            throw call.methodNotAllowed();
        }
        PermissionChecks checks = new PermissionChecks(entitlements.get());
        return new Action.Reply(Action.Body.JSON, body -> checks.answer(body, call.headers()));
    }
}
