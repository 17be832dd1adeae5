// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.List;
import java.util.function.Supplier;
import org.borough.ditto.policies.AccessReport;
import org.borough.twin.Entitlements;
import org.eclipse.ditto.things.model.ThingId;

/** {@code /things/{id}/access}: who may do what with a thing, and why; Ditto does not have it. */
final class AccessRoute {

    private final Supplier<Entitlements> entitlements;

    AccessRoute(Supplier<Entitlements> entitlements) {
        this.entitlements = entitlements;
    }

    Action of(Call call, ThingId id) {
        call.end();
        if (!call.method().equals("GET")) {
            throw call.methodNotAllowed();
        }
        AccessReport report = new AccessReport(entitlements.get());
        List<String> subjects = call.query().list("subject");
        if (subjects.isEmpty()) {
            return new Action.Tell(report.overview(id.toString(), call.headers()));
        }
        String path = call.query().get("path").orElse("/");
        String permission = call.query().get("permission").orElse("READ");
        return new Action.Tell(report.why(id.toString(), subjects, resource(path), permission, call.headers()));
    }

    /** A path is one in the thing unless it says another type: {@code policy:/}, {@code message:/inbox}. */
    private static String resource(String path) {
        if (path.matches("[a-z]+:/.*")) {
            return path;
        }
        return path.startsWith("/") ? "thing:" + path : "thing:/" + path;
    }
}
