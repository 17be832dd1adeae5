// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.translator.HeaderTranslator;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommandResponse;

/** Merges what a device answered to a live question into its twin. */
final class UpdateTwinWithLiveResponseMapper implements Mapper {

    private static final Map<String, String> USUAL_HEADERS = Map.of("response-required", "false", "if-match", "*");

    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.of(HeaderTranslator.empty());
    private final Map<String, String> headers;

    UpdateTwinWithLiveResponseMapper(Options options) {
        Map<String, String> given = options.texts("dittoHeadersForMerge");
        headers = given.isEmpty() ? USUAL_HEADERS : given;
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        Adaptable adaptable;
        try {
            adaptable = DittoMapper.read(message, message.text());
        } catch (DittoRuntimeException notDitto) {
            return List.of();
        }
        TopicPath topic = adaptable.getTopicPath();
        boolean wanted = adaptable.getPayload().getHttpStatus().isPresent()
                && topic.isGroup(TopicPath.Group.THINGS)
                && topic.isChannel(TopicPath.Channel.LIVE)
                && topic.isAction(TopicPath.Action.RETRIEVE);
        Signal<?> signal = wanted ? adapter.fromAdaptable(adaptable) : null;
        return signal instanceof ThingQueryCommandResponse<?> response
                ? List.of(merge(response, Placeholders.ofHeaders(message.headers(), who)))
                : List.of();
    }

    private Adaptable merge(ThingQueryCommandResponse<?> response, ExpressionResolver resolver) {
        String correlation = response.getDittoHeaders().getCorrelationId().orElseGet(() -> UUID.randomUUID()
                .toString());
        // What cannot be filled stays as it is: a condition that went missing would let everything through.
        Map<String, String> filled = new LinkedHashMap<>(headers);
        filled.putAll(Templates.fill(headers, resolver));
        filled.put("correlation-id", correlation + "-merge-into-twin");
        return adapter.toAdaptable(MergeThing.of(
                response.getEntityId(),
                response.getResourcePath(),
                response.getEntity(),
                DittoHeaders.newBuilder(filled).build()));
    }

    @Override
    public List<External> out(Adaptable signal) {
        return List.of();
    }
}
