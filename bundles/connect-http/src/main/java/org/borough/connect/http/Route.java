// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.handler.codec.http.HttpMethod;
import org.borough.thing.Endpoint;

/** Where a request goes, by its path. */
sealed interface Route {

    /** The only method it takes. */
    HttpMethod method();

    /** To a device's endpoint; tenant and device are empty when the path does not name them. */
    sealed interface ToDevice extends Route {

        String tenant();

        String device();
    }

    /** Telemetry or an event. */
    record Upload(HttpMethod method, Endpoint endpoint, String tenant, String device) implements ToDevice {}

    /** The answer to a command. */
    record Response(HttpMethod method, String tenant, String device, String requestId) implements ToDevice {}

    /** Nowhere. */
    record Unknown(HttpMethod method) implements Route {}

    static Route of(String path) {
        String[] parts = path.split("/", -1);
        return switch (parts.length > 1 ? parts[1] : "") {
            case "telemetry" -> upload(Endpoint.TELEMETRY, parts);
            case "event" -> upload(Endpoint.EVENT, parts);
            case "command" -> parts.length > 2 && parts[2].equals("res") ? response(parts) : unknown();
            default -> unknown();
        };
    }

    private static Route upload(Endpoint endpoint, String... parts) {
        if (parts.length == 2 || parts.length == 3 && parts[2].isEmpty()) {
            return new Upload(HttpMethod.POST, endpoint, "", "");
        }
        return parts.length == 4 && !parts[3].isEmpty()
                ? new Upload(HttpMethod.PUT, endpoint, parts[2], parts[3])
                : unknown();
    }

    private static Route response(String... parts) {
        if (parts.length == 4 && !parts[3].isEmpty()) {
            return new Response(HttpMethod.POST, "", "", parts[3]);
        }
        return parts.length == 6 && !parts[4].isEmpty() && !parts[5].isEmpty()
                ? new Response(HttpMethod.PUT, parts[3], parts[4], parts[5])
                : unknown();
    }

    private static Route unknown() {
        return new Unknown(HttpMethod.GET);
    }
}
