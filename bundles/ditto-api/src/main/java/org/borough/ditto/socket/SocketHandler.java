// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.socket;

import org.eclipse.ditto.base.model.signals.Signal;

/**
 * One session's part of a feature. Called one text after the other; must not block. What it throws is answered as an
 * error.
 */
public interface SocketHandler {

    /**
     * Takes a text that is no JSON, such as {@code JWT-TOKEN?jwtToken=…}.
     *
     * @return false if the text is not for this feature
     */
    default boolean control(String text) {
        return false;
    }

    /**
     * Takes a signal of the client, already in its name.
     *
     * @return false if the signal is not for this feature
     */
    default boolean signal(Signal<?> signal) {
        return false;
    }

    /** The session has ended. */
    default void close() {}
}
