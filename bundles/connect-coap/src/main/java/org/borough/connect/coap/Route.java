// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.List;
import org.borough.thing.Endpoint;
import org.eclipse.californium.core.coap.CoAP.Code;

/** Where a request goes, by its path. */
sealed interface Route {

    /** To a device's endpoint; tenant and device are empty when the path does not name them. */
    sealed interface ToDevice extends Route {

        String tenant();

        String device();

        /** The only method it takes: POST for oneself, PUT for a device that is named. */
        default Code method() {
            return device().isEmpty() ? Code.POST : Code.PUT;
        }
    }

    /** Telemetry or an event. */
    record Upload(Endpoint endpoint, String tenant, String device) implements ToDevice {}

    /** The answer to a command. */
    record Response(String tenant, String device, String requestId) implements ToDevice {}

    /** Nowhere. */
    record Unknown() implements Route {}

    static Route of(List<String> path) {
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "telemetry", "t" -> upload(Endpoint.TELEMETRY, path);
            case "event", "e" -> upload(Endpoint.EVENT, path);
            case "command_response", "cr" -> response(path.subList(1, path.size()));
            case "command", "c" ->
                path.size() > 2 && (path.get(1).equals("res") || path.get(1).equals("s"))
                        ? response(path.subList(2, path.size()))
                        : new Unknown();
            default -> new Unknown();
        };
    }

    /** Whether the device speaks in short names, and shall be answered in them. */
    static boolean isShort(List<String> path) {
        return !path.isEmpty() && path.get(0).length() <= 2;
    }

    private static Route upload(Endpoint endpoint, List<String> path) {
        if (path.size() == 1 || path.size() == 2 && path.get(1).isEmpty()) {
            return new Upload(endpoint, "", "");
        }
        return path.size() == 3 && !path.get(2).isEmpty()
                ? new Upload(endpoint, path.get(1), path.get(2))
                : new Unknown();
    }

    private static Route response(List<String> rest) {
        if (rest.size() == 1 && !rest.get(0).isEmpty()) {
            return new Response("", "", rest.get(0));
        }
        return rest.size() == 3 && !rest.get(1).isEmpty() && !rest.get(2).isEmpty()
                ? new Response(rest.get(0), rest.get(1), rest.get(2))
                : new Unknown();
    }
}
