// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.util.Set;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;

/** The address of an HTTP target: {@code METHOD:/path}. */
public record HttpAddress(String method, String path) {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /**
     * Reads an address.
     *
     * @throws ConnectionConfigurationInvalidException if it is none
     */
    public static HttpAddress of(String address) {
        int colon = address.indexOf(':');
        if (colon < 1) {
            throw invalid("The target address '" + address + "' has an invalid format. Expect '<VERB>:/<path>',"
                    + " for example 'POST:/api'.");
        }
        String method = address.substring(0, colon);
        if (!METHODS.contains(method)) {
            throw invalid("The method '" + method + "' is not supported.");
        }
        String path = address.substring(colon + 1);
        return new HttpAddress(method, path.startsWith("/") ? path : "/" + path);
    }

    private static ConnectionConfigurationInvalidException invalid(String message) {
        return ConnectionConfigurationInvalidException.newBuilder(message)
                .description("Supported methods are: "
                        + String.join(", ", METHODS.stream().sorted().toList()))
                .build();
    }
}
