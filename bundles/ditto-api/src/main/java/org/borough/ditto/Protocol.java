// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.LinkedHashMap;
import java.util.Map;
import org.borough.ditto.signals.PolicySignals;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyErrorResponse;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingErrorResponse;

/** Translates between Ditto Protocol texts and signals, for one caller. */
final class Protocol {

    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.newInstance();
    private final DittoHeaders caller;

    Protocol(DittoHeaders caller) {
        this.caller = caller;
    }

    /** Reads a signal and puts it in the name of the caller, whatever the text says about that. */
    Signal<?> signal(String text) {
        // The adapter lets through only those headers that a stranger may set.
        Adaptable given = ProtocolFactory.jsonifiableAdaptableFromJson(JsonFactory.newObject(text));
        Signal<?> signal = PolicySignals.whole(adapter.fromAdaptable(given), given);
        DittoHeaders headers = inNameOfCaller(signal.getDittoHeaders());
        boolean message = signal instanceof MessageCommand<?, ?>;
        return (Signal<?>) signal.setDittoHeaders(message ? Patience.decided(headers) : headers);
    }

    private DittoHeaders inNameOfCaller(DittoHeaders given) {
        Map<String, String> headers = new LinkedHashMap<>(given);
        headers.computeIfAbsent(HeaderRules.CORRELATION_ID, name -> HeaderRules.newCorrelationId());
        headers.putAll(caller);
        return CallerHeaders.of(DittoHeaders.newBuilder(headers).build(), caller.getAuthorizationContext());
    }

    String response(CommandResponse<?> response, Signal<?> to) {
        CommandResponse<?> answer = response;
        if (response.getDittoHeaders().getCorrelationId().isEmpty()) {
            answer = response.setDittoHeaders(response.getDittoHeaders().toBuilder()
                    .putHeaders(correlationOf(to.getDittoHeaders()))
                    .build());
        }
        return text(adapter.toAdaptable(answer));
    }

    /** Any other signal that has a form of its own. */
    String signal(Signal<?> signal) {
        return text(adapter.toAdaptable(signal));
    }

    /** The error that answers a signal. */
    String error(DittoRuntimeException failure, Signal<?> to) {
        DittoHeaders headers = errorHeaders(failure, to.getDittoHeaders());
        if (to instanceof WithEntityId with && with.getEntityId() instanceof ThingId id) {
            return text(adapter.toAdaptable(ThingErrorResponse.of(id, failure, headers)));
        }
        if (to instanceof WithEntityId with && with.getEntityId() instanceof PolicyId id) {
            return text(adapter.toAdaptable(PolicyErrorResponse.of(id, failure, headers)));
        }
        return error(failure, to.getDittoHeaders());
    }

    /** The error that answers something that could not be read. */
    String error(DittoRuntimeException failure, DittoHeaders to) {
        return text(adapter.toAdaptable(ThingErrorResponse.of(failure, errorHeaders(failure, to))));
    }

    /** The error that answers a text that could not be read. */
    String error(DittoRuntimeException failure, Unreadable to) {
        DittoHeaders headers = errorHeaders(failure, to.headers());
        return text(adapter.toAdaptable(
                to.thing().isPresent()
                        ? ThingErrorResponse.of(to.thing().get(), failure, headers)
                        : ThingErrorResponse.of(failure, headers)));
    }

    private static DittoHeaders errorHeaders(DittoRuntimeException failure, DittoHeaders to) {
        return failure.getDittoHeaders().toBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .channel(to.getChannel().orElse(null))
                .putHeaders(correlationOf(to))
                .build();
    }

    private static Map<String, String> correlationOf(DittoHeaders headers) {
        return headers.getCorrelationId()
                .map(id -> Map.of(HeaderRules.CORRELATION_ID, id))
                .orElse(Map.of());
    }

    private static String text(Adaptable adaptable) {
        JsonObject json = ProtocolFactory.wrapAsJsonifiableAdaptable(adaptable).toJson();
        return json.toString();
    }
}
