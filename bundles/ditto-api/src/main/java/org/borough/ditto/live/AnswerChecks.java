// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.Optional;
import org.eclipse.ditto.base.model.common.ResponseType;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;

/** Says whether a response can be one to a command. */
final class AnswerChecks {

    private AnswerChecks() {}

    /** Whether both are about the same thing. An error need not say what it is about. */
    static boolean concerns(CommandResponse<?> response, Command<?> command) {
        return response.getResponseType() == ResponseType.ERROR
                || response instanceof WithEntityId of
                        && command instanceof WithEntityId asked
                        && asked.getEntityId()
                                .toString()
                                .equals(of.getEntityId().toString());
    }

    /** What is wrong with a response; nothing when it fits. */
    static Optional<String> fault(CommandResponse<?> response, Command<?> command) {
        if (response.getResponseType() == ResponseType.ERROR) {
            return Optional.empty();
        }
        if (!relates(response, command)) {
            return Optional.of("Type of live response <%s> is not related to type of command <%s>."
                    .formatted(response.getType(), command.getType()));
        }
        boolean elsewhere = !(command instanceof MessageCommand<?, ?>)
                && !response.getResourcePath().equals(command.getResourcePath());
        return elsewhere
                ? Optional.of("Resource path of live response <%s> differs from resource path of command <%s>."
                        .formatted(response.getResourcePath(), command.getResourcePath()))
                : Optional.empty();
    }

    private static boolean relates(CommandResponse<?> response, Command<?> command) {
        if (command instanceof MessageCommand<?, ?>) {
            // thingMessage is answered by thingResponseMessage, and likewise of features and claims.
            return response.getName().replace("ResponseMessage", "Message").equals(command.getName());
        }
        return domain(response).equals(domain(command)) && response.getName().equals(command.getName());
    }

    private static String domain(Signal<?> signal) {
        return signal.getType().split("\\.", 2)[0];
    }
}
