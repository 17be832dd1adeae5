// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;

/** One request for a developer operation. */
record Request(HttpServletRequest http, List<String> path) {

    /** Names under which clients of Ditto look for parts that are all in this one process. */
    private static final List<String> SERVICES = List.of(
            Service.NAME,
            "gateway",
            "things",
            "policies",
            "things-search",
            "thingsearch",
            "search",
            "connectivity",
            "concierge");

    private static final int MOST_BYTES = 512 * 1024;

    static Request of(HttpServletRequest http) {
        List<String> names = Arrays.stream(http.getRequestURI().split("/"))
                .filter(name -> !name.isEmpty())
                .toList();
        return new Request(http, names);
    }

    boolean reads() {
        return http.getMethod().equals("GET") || http.getMethod().equals("HEAD");
    }

    void mustRead() {
        if (!reads()) {
            throw Fault.methodNotAllowed(http.getMethod());
        }
    }

    /** How many names stand behind the first two, that is a service and an instance; checks that they are ours. */
    int depth() {
        boolean known = path.size() < 3 || SERVICES.contains(path.get(2));
        boolean here = path.size() < 4 || path.get(3).equals(Service.INSTANCE);
        if (!known || !here || path.size() > 4) {
            throw Fault.notFound(http.getRequestURI());
        }
        return path.size() - 2;
    }

    /** Ditto surrounds what each instance of each service says with its names, as far as the path does not. */
    JsonObject surrounded(JsonObject said, int depth) {
        JsonObject instance = depth >= 2
                ? said
                : JsonObject.newBuilder().set(Service.INSTANCE, said).build();
        return depth >= 1
                ? instance
                : JsonObject.newBuilder().set(Service.NAME, instance).build();
    }

    JsonObject body() throws IOException {
        byte[] bytes = http.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Fault.invalid("The body is too large.", "At most " + MOST_BYTES + " bytes are read.");
        }
        try {
            return JsonFactory.newObject(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonRuntimeException | IllegalArgumentException notOne) {
            throw Fault.invalid("The body is not a JSON object.", notOne.getMessage());
        }
    }

    String user() {
        return http.getRemoteUser() == null ? "" : http.getRemoteUser();
    }
}
