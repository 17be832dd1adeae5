// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFieldSelector;

/** What a request asks for, without its body. */
record Call(String method, PathReader path, Query query, DittoHeaders headers) {

    JsonFieldSelector fields() {
        return query.fields();
    }

    GatewayException methodNotAllowed() {
        return GatewayException.methodNotAllowed(method);
    }

    GatewayException unknownRoute() {
        return GatewayException.unknownRoute(path.toString());
    }

    /** Fails unless the path has come to its end. */
    void end() {
        if (!path.atEnd()) {
            throw unknownRoute();
        }
    }
}
