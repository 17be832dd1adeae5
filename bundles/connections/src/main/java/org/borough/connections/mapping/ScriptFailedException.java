// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

/** A script could not be read, failed, or took more than it may. */
final class ScriptFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    ScriptFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
