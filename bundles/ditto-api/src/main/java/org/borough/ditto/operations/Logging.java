// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import java.io.IOException;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;

/** {@code /devops/logging[/service[/instance]]}. */
final class Logging {

    private final LogLevels levels;

    Logging(LogLevels levels) {
        this.levels = levels;
    }

    JsonObject answer(Request request) throws IOException {
        int depth = request.depth();
        if (request.reads()) {
            return request.surrounded(retrieved(), depth);
        }
        if (!request.http().getMethod().equals("PUT")) {
            throw Fault.methodNotAllowed(request.http().getMethod());
        }
        JsonObject body = request.body();
        String level = text(body, "level");
        levels.set(body.contains("logger") ? text(body, "logger") : "ROOT", level, request.user());
        JsonObject changed = said("devops.responses:changeLogLevel").toBuilder()
                .set("successful", true)
                .build();
        return request.surrounded(changed, depth);
    }

    private static String text(JsonObject body, String key) {
        return body.getValue(key)
                .filter(value -> value.isString())
                .map(value -> value.asString())
                .orElseThrow(() -> Fault.invalid(
                        "The body has no text '" + key + "'.",
                        "Send {\"logger\":\"org.borough.ditto\",\"level\":\"debug\"}."));
    }

    private JsonObject retrieved() throws IOException {
        JsonArray configs = levels.all().entrySet().stream()
                .map(entry -> JsonObject.newBuilder()
                        .set("level", entry.getValue())
                        .set("logger", entry.getKey())
                        .build())
                .collect(JsonCollectors.valuesToArray());
        return said("devops.responses:retrieveLoggerConfig").toBuilder()
                .set("loggerConfigs", configs)
                .build();
    }

    private static JsonObject said(String type) {
        return JsonObject.newBuilder()
                .set("type", type)
                .set("status", 200)
                .set("serviceName", Service.NAME)
                .set("instance", Service.INSTANCE)
                .build();
    }
}
