// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.Map;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/** What a request is answered. */
record Reply(int status, Map<String, String> headers, String body) {

    static Reply of(int status) {
        return new Reply(status, Map.of(), "");
    }

    static Reply of(int status, JsonValue body) {
        return new Reply(status, Map.of(), body.toString());
    }

    static Reply of(DittoRuntimeException failure) {
        int status = failure.getHttpStatus().getCode();
        Map<String, String> headers =
                status == 401 ? Map.of("WWW-Authenticate", "Basic realm=\"Borough\", charset=\"UTF-8\"") : Map.of();
        return new Reply(status, headers, failure.toJsonString());
    }
}
