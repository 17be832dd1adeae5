// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;

/** Which acknowledgements a command waits for. */
public final class AckRequests {

    private static final String HEADER = DittoHeaderDefinition.REQUESTED_ACKS.getKey();
    private static final String TWIN = DittoAcknowledgementLabel.TWIN_PERSISTED.toString();
    private static final String SEARCH = DittoAcknowledgementLabel.SEARCH_PERSISTED.toString();
    private static final String LIVE = DittoAcknowledgementLabel.LIVE_RESPONSE.toString();

    private AckRequests() {}

    /** The labels that a command waits for, with the one that its kind implies; none where only the response counts. */
    static Set<String> of(Command<?> command) {
        if (!command.getDittoHeaders().containsKey(HEADER)) {
            return Set.of();
        }
        Set<String> labels = given(command.getDittoHeaders());
        if (isLive(command)) {
            labels.remove(TWIN);
            labels.remove(SEARCH);
            bindToResponse(labels, command.getDittoHeaders());
        } else if (command instanceof ThingModifyCommand<?>) {
            labels.remove(LIVE);
        } else {
            labels.clear();
        }
        return labels;
    }

    /** Whoever wants an answer from the other side at all waits for it too, and else for none. */
    private static void bindToResponse(Set<String> labels, DittoHeaders headers) {
        if (!headers.isResponseRequired()) {
            labels.remove(LIVE);
        } else if (!labels.isEmpty()) {
            labels.add(LIVE);
        }
    }

    private static Set<String> given(DittoHeaders headers) {
        Set<String> labels = new LinkedHashSet<>();
        for (AcknowledgementRequest request : headers.getAcknowledgementRequests()) {
            labels.add(request.getLabel().toString());
        }
        return labels;
    }

    static boolean isLive(Signal<?> signal) {
        return signal instanceof MessageCommand<?, ?>
                || Signal.isChannelLive(signal) && signal instanceof ThingCommand<?>;
    }

    /** Whether its sender is kept waiting: by an answer, or by acknowledgements whose failure it wants to hear of. */
    public static boolean keepsWaiting(Command<?> command) {
        return command.getDittoHeaders().isResponseRequired() || !of(command).isEmpty();
    }

    /** Fails where no time is left for what is waited for. */
    static void checkTime(Command<?> command) {
        boolean none =
                command.getDittoHeaders().getTimeout().filter(Duration::isZero).isPresent();
        if (none && keepsWaiting(command)) {
            throw DittoHeaderInvalidException.newBuilder()
                    .withInvalidHeaderKey(DittoHeaderDefinition.TIMEOUT.getKey())
                    .message(
                            "The header 'timeout' leaves no time for the response or the acknowledgements that are wanted.")
                    .description("Give a 'timeout' above zero, or want neither.")
                    .dittoHeaders(command.getDittoHeaders())
                    .build();
        }
    }

    /** Fails where acknowledgements are requested over a connection that would not be told of them. */
    public static void checkAnswered(Command<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        if (!headers.isResponseRequired() && !of(command).isEmpty()) {
            throw DittoHeaderInvalidException.newBuilder()
                    .withInvalidHeaderKey(HEADER)
                    .message("Acknowledgements are requested on a WebSocket, but no response that could tell of them.")
                    .description("Set 'response-required' to true, or 'requested-acks' to [].")
                    .dittoHeaders(headers)
                    .build();
        }
    }
}
