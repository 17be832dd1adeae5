// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.Optional;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.translator.HeaderTranslator;
import org.eclipse.ditto.base.model.signals.WithOptionalEntity;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.WithEntity;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/** What answers look like to the one who asked. */
final class Answers {

    private static final HeaderTranslator OUTWARD = DittoProtocolAdapter.getHeaderTranslator();
    private static final String LIVE = "live";

    private Answers() {}

    /** The headers of a response from outside, with what only the asker's side knows. */
    static DittoHeaders headers(DittoHeaders given, Command<?> command) {
        var headers = given.toBuilder()
                .channel(LIVE)
                .responseRequired(false)
                .removeHeader(DittoHeaderDefinition.REQUESTED_ACKS.getKey());
        command.getDittoHeaders().getCorrelationId().ifPresent(headers::correlationId);
        String matched = command.getDittoHeaders().get(SmartChannel.MATCHED);
        if (matched != null) {
            headers.putHeader(SmartChannel.MATCHED, matched);
        }
        return headers.build();
    }

    /** Those headers that the world may see. */
    static DittoHeaders shown(DittoHeaders headers) {
        return DittoHeaders.of(OUTWARD.toExternalHeaders(headers));
    }

    /** A response as one acknowledgement among others. */
    static Acknowledgement acknowledgement(AcknowledgementLabel label, CommandResponse<?> response, EntityId id) {
        DittoHeaders headers = response.getDittoHeaders();
        if (response instanceof MessageCommandResponse<?, ?> message) {
            headers = headers.toBuilder()
                    .putHeaders(message.getMessage().getHeaders())
                    .build();
        }
        return Acknowledgement.of(
                label, id, response.getHttpStatus(), headers, payload(response).orElse(null));
    }

    private static Optional<JsonValue> payload(CommandResponse<?> response) {
        if (response instanceof MessageCommandResponse<?, ?>) {
            return response.toJson()
                    .getValue(MessageCommandResponse.JsonFields.JSON_MESSAGE
                            .getPointer()
                            .append(MessageCommandResponse.JsonFields.JSON_MESSAGE_PAYLOAD.getPointer()));
        }
        if (response instanceof WithEntity<?> with) {
            return Optional.of(with.getEntity(response.getImplementedSchemaVersion()));
        }
        return response instanceof WithOptionalEntity<?> with
                ? with.getEntity(response.getImplementedSchemaVersion())
                : Optional.empty();
    }
}
