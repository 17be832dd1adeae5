// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borough.connect.Provisioning;

/**
 * One line of a request to provision.
 *
 * @param line the line of the CSV, or the place in the array from 1 on
 * @param request what is asked for; its parts are empty where they could not be read
 * @param problem what is wrong with the line, empty when nothing is
 */
record Row(int line, Provisioning.Request request, String problem) {

    private static final Schema CREDENTIALS =
            Schema.object(Map.of("auth-id", Schema.TEXT, "password", Schema.TEXT), "auth-id", "password");
    private static final Schema SCHEMA = Schema.object(
            Map.of(
                    "tenant", Schema.TEXT,
                    "deviceId", Schema.TEXT,
                    "template", Schema.TEXT,
                    "credentials", CREDENTIALS,
                    "attributes", Schema.OBJECT,
                    "via", Schema.TEXTS),
            "tenant",
            "deviceId",
            "template");

    /** Reads {@code {tenant, deviceId, template, credentials: {auth-id, password}, attributes, via}}. */
    static Row of(int line, JsonNode node) {
        String problem = "";
        try {
            SCHEMA.check("", node);
        } catch (RefusedException e) {
            problem = e.getMessage();
        }
        JsonNode credentials = node.path("credentials");
        List<String> via = new ArrayList<>();
        node.path("via").forEach(gateway -> via.add(gateway.asText()));
        JsonNode attributes = node.path("attributes");
        Provisioning.Request request = new Provisioning.Request(
                node.path("tenant").asText(),
                node.path("deviceId").asText(),
                node.path("template").asText(),
                credentials.path("auth-id").asText(),
                credentials.path("password").asText(),
                attributes.isEmpty() ? "" : attributes.toString(),
                via);
        return new Row(line, request, problem);
    }

    /** A line that could not be read at all. */
    static Row broken(int line, String problem) {
        return new Row(line, new Provisioning.Request("", "", "", "", "", "", List.of()), problem);
    }

    /** How a result is told for this line. */
    ObjectNode told(Provisioning.Result result) {
        ObjectNode told = Json.object()
                .put("tenant", request.tenant())
                .put("deviceId", request.deviceId())
                .put("status", status(result));
        if (result instanceof Provisioning.Result.Conflict conflict) {
            told.put(
                    "error",
                    "something else is registered as device [" + request.deviceId()
                            + "]; nothing was changed. Delete it first, or ask for what is there");
            ObjectNode difference = told.putObject("difference");
            conflict.difference().forEach(difference::put);
        } else if (result instanceof Provisioning.Result.Refused refused) {
            told.put("error", refused.reason());
        }
        return told;
    }

    static int status(Provisioning.Result result) {
        if (result instanceof Provisioning.Result.Created) {
            return 201;
        }
        if (result instanceof Provisioning.Result.Unchanged) {
            return 200;
        }
        return result instanceof Provisioning.Result.Refused refused ? refused.status() : 409;
    }
}
