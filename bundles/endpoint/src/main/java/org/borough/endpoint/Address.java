// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

/**
 * An address to listen on.
 *
 * @param host host name or address
 * @param port the port; 0 for any free one, -1 for none
 * @param portKey the key of the configuration that says which port
 */
public record Address(String host, int port, String portKey) {

    /** Whether a port is to be opened at all. */
    public boolean wanted() {
        return port >= 0;
    }
}
