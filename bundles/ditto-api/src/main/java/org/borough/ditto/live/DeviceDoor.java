// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.function.Consumer;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;

/** The way of messages to the devices of things. */
public interface DeviceDoor {

    /** Fails with Ditto's error if a message is larger than any may be. */
    void check(MessageCommand<?, ?> message);

    /** Carries a message to the device of its thing, if it is one to it, and says what became of it. */
    void carry(
            MessageCommand<?, ?> message, Consumer<CommandResponse<?>> answer, Consumer<DittoRuntimeException> refusal);
}
