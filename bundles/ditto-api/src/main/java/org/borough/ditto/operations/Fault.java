// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import org.eclipse.ditto.json.JsonObject;

/** An operation that is not carried out, in the form of Ditto's errors. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final String description;

    private Fault(int status, String error, String message, String description) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    static Fault unauthenticated() {
        return new Fault(
                401,
                "gateway:authentication.failed",
                "The request could not be authenticated.",
                "Developer operations need a user of the city with the role admin, or viewer for reading figures.");
    }

    static Fault notAllowed() {
        return new Fault(
                403,
                "gateway:operation.notallowed",
                "This operation is not for the user who asks.",
                "Ask an administrator, or for the role that it needs.");
    }

    static Fault notFound(String path) {
        return new Fault(
                404,
                "gateway:resource.notfound",
                "There is no developer operation '" + path + "'.",
                "There are /devops/logging, /devops/config, /devops/piggyback, /status, /overall/status, /stats/things,"
                        + " /stats/search and /health.");
    }

    static Fault methodNotAllowed(String method) {
        return new Fault(
                405,
                "gateway:method.notallowed",
                "The provided HTTP method '" + method + "' is not allowed on this resource.",
                "Check if you used the correct resource and method combination.");
    }

    static Fault invalid(String message, String description) {
        return new Fault(400, "gateway:operation.invalid", message, description);
    }

    static Fault unsupported(String message, String description) {
        return new Fault(400, "devops:command.unsupported", message, description);
    }

    static Fault unavailable(String message) {
        return new Fault(503, "gateway:service.unavailable", message, "Try again later.");
    }

    int status() {
        return status;
    }

    JsonObject toJson() {
        return JsonObject.newBuilder()
                .set("status", status)
                .set("error", error)
                .set("message", getMessage())
                .set("description", description)
                .build();
    }
}
