// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import org.borough.ditto.cloudevents.CloudEvent;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.UnsupportedSignalException;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;

/** {@code /cloudevents}: CloudEvents that carry a command in Ditto Protocol. */
final class CloudEventRoute implements Route {

    @Override
    public Action of(Call call) {
        call.end();
        if (!call.method().equals("POST")) {
            throw call.methodNotAllowed();
        }
        return new Action.Accept(body -> command(body, call.headers()));
    }

    private static Command<?> command(String body, DittoHeaders headers) {
        String message = CloudEvent.read(headers, body).message(headers);
        Signal<?> signal = new Protocol(headers).signal(message);
        if (signal instanceof ThingCommand<?> command) {
            // Whoever sends an event wants to know that it was taken, not what came of it.
            return command.setDittoHeaders(command.getDittoHeaders().toBuilder()
                    .responseRequired(false)
                    .acknowledgementRequest(AcknowledgementRequest.of(DittoAcknowledgementLabel.TWIN_PERSISTED))
                    .build());
        }
        if (signal instanceof Command<?> command) {
            return command;
        }
        throw UnsupportedSignalException.newBuilder(signal.getType())
                .dittoHeaders(headers)
                .build();
    }
}
