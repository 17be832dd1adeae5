// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import org.borough.thing.BoroughException;

/** A command could not do what was asked. The message is shown to the person at the console. */
final class CommandFailedException extends BoroughException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
