// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonPointer;

/**
 * What a request asks for, without its body.
 *
 * @param token the JSON Web Token by which the caller proved himself, when it was one
 */
record Call(String method, PathReader path, Query query, DittoHeaders headers, Optional<String> token) {

    private static final Set<String> VALUE_METHODS = Set.of("GET", "PUT", "PATCH", "DELETE");

    JsonFieldSelector fields() {
        return query.fields();
    }

    GatewayException methodNotAllowed() {
        return GatewayException.methodNotAllowed(method);
    }

    GatewayException unknownRoute() {
        return GatewayException.unknownRoute(path.toString());
    }

    /** The next name of the path, which must not be empty: two slashes in a row lead nowhere. */
    String name() {
        String name = path.next();
        if (name.isEmpty()) {
            throw unknownRoute();
        }
        return name;
    }

    /** The rest of the path as a pointer to a value, which can be read, put, merged and deleted. */
    JsonPointer pointer() {
        if (!VALUE_METHODS.contains(method)) {
            throw methodNotAllowed();
        }
        return JsonFactory.newPointer(path.rest());
    }

    /** Fails unless the path has come to its end. */
    void end() {
        if (!path.atEnd()) {
            throw unknownRoute();
        }
    }
}
