// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.borough.thing.Endpoint;

/** Where a request goes, by its path. */
sealed interface Route {

    /** Where nothing is. */
    Route NOWHERE = new Unknown(HttpMethod.GET);

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

    /** Of a request's target; what is behind its path does not count. Parts are decoded, so that an id may hold any. */
    static Route of(String target) {
        String[] parts = new QueryStringDecoder(target).rawPath().split("/", -1);
        try {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = new QueryStringDecoder(parts[i]).path();
            }
        } catch (IllegalArgumentException e) {
            return NOWHERE;
        }
        return find(parts);
    }

    private static Route find(String... parts) {
        if (parts.length < 2 || !parts[0].isEmpty()) {
            return NOWHERE;
        }
        return switch (parts[1]) {
            case "telemetry" -> upload(Endpoint.TELEMETRY, parts);
            case "event" -> upload(Endpoint.EVENT, parts);
            case "command" -> parts.length > 2 && parts[2].equals("res") ? response(parts) : NOWHERE;
            default -> NOWHERE;
        };
    }

    private static Route upload(Endpoint endpoint, String... parts) {
        if (parts.length == 2 || parts.length == 3 && parts[2].isEmpty()) {
            return new Upload(HttpMethod.POST, endpoint, "", "");
        }
        return parts.length == 4 && !parts[3].isEmpty()
                ? new Upload(HttpMethod.PUT, endpoint, parts[2], parts[3])
                : NOWHERE;
    }

    private static Route response(String... parts) {
        if (parts.length == 4 && !parts[3].isEmpty()) {
            return new Response(HttpMethod.POST, "", "", parts[3]);
        }
        return parts.length == 6 && !parts[4].isEmpty() && !parts[5].isEmpty()
                ? new Response(HttpMethod.PUT, parts[3], parts[4], parts[5])
                : NOWHERE;
    }
}
