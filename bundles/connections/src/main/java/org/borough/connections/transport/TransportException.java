// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

/** A connection to the outside cannot be made or does not carry a message; the message says why. */
public final class TransportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private TransportException(int status, String message) {
        super(message, null);
        this.status = status;
    }

    /** It may work another time. */
    public static TransportException unavailable(String message) {
        return new TransportException(503, message);
    }

    /** The other side does not accept the credentials. */
    public static TransportException unauthorized(String message) {
        return new TransportException(401, message);
    }

    /** The document asks for something that cannot be. */
    public static TransportException misconfigured(String message) {
        return new TransportException(400, message);
    }

    /** What it is as a status of HTTP. */
    public int status() {
        return status;
    }
}
