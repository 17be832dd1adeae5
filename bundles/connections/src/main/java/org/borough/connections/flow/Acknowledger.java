// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Receipt;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessageResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessageResponse;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/** Tells those who wait for it how what was published arrived, and what was answered. */
final class Acknowledger implements Outbound.Issuer {

    private static final String LIVE_RESPONSE = "live-response";

    private final ConnectionId id;
    private final Voice voice;
    private final Monitor monitor;
    private final Map<String, AuthorizationContext> subjects;
    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.newInstance();

    Acknowledger(ConnectionId id, Voice voice, Monitor monitor, Map<String, AuthorizationContext> subjectsByAddress) {
        this.id = id;
        this.voice = voice;
        this.monitor = monitor;
        this.subjects = Map.copyOf(subjectsByAddress);
    }

    @Override
    public void sent(Outbound.Item item, Receipt receipt) {
        Optional<External> answer = receipt.answer();
        boolean ditto = answer.flatMap(External::contentType)
                .filter(type -> type.startsWith(External.DITTO))
                .isPresent();
        item.signal().ifPresent(signal -> {
            if (ditto) {
                answered(item, signal, answer.get());
            } else {
                item.way().issuedAck().ifPresent(label -> issue(item, signal, label, receipt.status(), answer));
            }
        });
    }

    @Override
    public void failed(Outbound.Item item, int status, String why) {
        item.signal().ifPresent(signal -> item.way()
                .issuedAck()
                .ifPresent(label -> issue(
                        item,
                        signal,
                        label,
                        status,
                        Optional.of(new External(Map.of(), why.getBytes(StandardCharsets.UTF_8))))));
    }

    /** The receiver answered in Ditto's protocol. */
    private void answered(Outbound.Item item, Signal<?> published, External answer) {
        try {
            Signal<?> signal = adapter.fromAdaptable(
                    ProtocolFactory.jsonifiableAdaptableFromJson(JsonFactory.newObject(answer.text())));
            boolean same = signal instanceof WithEntityId one
                    && published instanceof WithEntityId other
                    && one.getEntityId().equals(other.getEntityId());
            if (signal instanceof CommandResponse<?> && same) {
                send(item, published, signal.setDittoHeaders(signal.getDittoHeaders()));
            }
        } catch (DittoRuntimeException | JsonRuntimeException e) {
            monitor.failure(
                    new Step(LogCategory.RESPONSE, LogType.MAPPED, item.way().address(), "n/a", Optional.empty(), ""),
                    "The answer is no message of Ditto's protocol: " + Words.of(e));
        }
    }

    private void issue(Outbound.Item item, Signal<?> published, String label, int status, Optional<External> answer) {
        HttpStatus code = HttpStatus.tryGetInstance(status).orElse(HttpStatus.SERVICE_UNAVAILABLE);
        if (label.equals(LIVE_RESPONSE)) {
            if (published instanceof MessageCommand<?, ?> message) {
                send(item, published, response(message, code, answer));
            }
            return;
        }
        DittoHeaders headers = published.getDittoHeaders();
        boolean wanted = headers.getAcknowledgementRequests().stream()
                .anyMatch(request -> request.getLabel().toString().equals(label));
        if (wanted && published instanceof WithEntityId with) {
            EntityId about = with.getEntityId();
            DittoHeaders given = DittoHeaders.newBuilder(answer.map(External::headers)
                            .map(Acknowledger::plain)
                            .orElse(Map.of()))
                    .correlationId(headers.getCorrelationId().orElse(null))
                    .build();
            send(
                    item,
                    published,
                    Acknowledgement.of(
                            AcknowledgementLabel.of(label),
                            about,
                            code,
                            given,
                            answer.map(Acknowledger::value).orElse(null)));
        }
    }

    private static Map<String, String> plain(Map<String, String> headers) {
        Map<String, String> plain = new LinkedHashMap<>(headers);
        plain.keySet().removeIf(name -> name.startsWith("ditto-") || name.equalsIgnoreCase("correlation-id"));
        return plain;
    }

    private static JsonValue value(External answer) {
        if (answer.payload().length == 0) {
            return null;
        }
        boolean json =
                answer.contentType().filter(type -> type.contains("json")).isPresent();
        try {
            return json ? JsonFactory.readFrom(answer.text()) : JsonValue.of(answer.text());
        } catch (JsonRuntimeException notJson) {
            return JsonValue.of(answer.text());
        }
    }

    private static Signal<?> response(MessageCommand<?, ?> command, HttpStatus status, Optional<External> answer) {
        Message<?> asked = command.getMessage();
        DittoHeaders headers = DittoHeaders.newBuilder(
                        answer.map(External::headers).map(Acknowledger::plain).orElse(Map.of()))
                .correlationId(command.getDittoHeaders().getCorrelationId().orElse(null))
                .channel("live")
                .build();
        MessageHeaders about = MessageHeaders.newBuilder(asked.getDirection(), asked.getEntityId(), asked.getSubject())
                .featureId(asked.getFeatureId().orElse(null))
                .httpStatus(status)
                .contentType(answer.flatMap(External::contentType).orElse("text/plain"))
                .build();
        JsonValue payload = answer.map(Acknowledger::value).orElse(null);
        Object value = payload != null && payload.isString() ? payload.asString() : payload;
        Message<Object> said = Message.newBuilder(about).payload(value).build();
        if (command instanceof SendFeatureMessage<?> feature) {
            return SendFeatureMessageResponse.of(feature.getEntityId(), feature.getFeatureId(), said, status, headers);
        }
        return SendThingMessageResponse.of(((SendThingMessage<?>) command).getEntityId(), said, status, headers);
    }

    private void send(Outbound.Item item, Signal<?> published, Signal<?> signal) {
        AuthorizationContext who = subjects.getOrDefault(
                item.way().address(), published.getDittoHeaders().getAuthorizationContext());
        DittoHeaders headers = signal.getDittoHeaders().toBuilder()
                .authorizationContext(who)
                .origin(id)
                .putHeader(DittoHeaderDefinition.CONNECTION_ID.getKey(), id.toString())
                .build();
        voice.send(signal.setDittoHeaders(headers)).whenComplete((nothing, failure) -> {
            Step step = new Step(
                    LogCategory.TARGET,
                    LogType.ACKNOWLEDGED,
                    item.way().address(),
                    headers.getCorrelationId().orElse("n/a"),
                    Optional.empty(),
                    "The signal was acknowledged.");
            monitor.note(step, Optional.ofNullable(failure).map(Words::cause).map(Words::of));
        });
    }
}
