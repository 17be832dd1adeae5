// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import org.eclipse.ditto.base.model.signals.commands.Command;

/** Carries out some kinds of a WebSocket's commands: those that are not answered once but by a stream. */
public interface SignalHandler extends AutoCloseable {

    /** Takes a command when it is of its kind; false when it is not. Does not block. */
    boolean handle(Command<?> command);

    /** Ends everything that is under way. */
    @Override
    void close();
}
