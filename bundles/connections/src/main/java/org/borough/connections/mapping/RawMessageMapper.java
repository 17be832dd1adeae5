// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.MessageDirection;
import org.eclipse.ditto.messages.model.MessageFormatInvalidException;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.MessagesModelFactory;
import org.eclipse.ditto.messages.model.signals.commands.MessageDeserializer;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.MessagePath;
import org.eclipse.ditto.protocol.Payload;
import org.eclipse.ditto.protocol.PayloadBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;

/** Carries the payload of messages to and from things bare, what else they have as headers. */
final class RawMessageMapper implements Mapper {

    private static final String BINARY = "application/octet-stream";
    private static final Map<String, String> USUAL_HEADERS = Map.of(
            "content-type", "{{header:content-type|fn:default('" + BINARY + "')}}",
            "ditto-message-direction", "{{header:ditto-message-direction|fn:default('TO')}}",
            "ditto-message-thing-id", "{{header:ditto-message-thing-id}}",
            "ditto-message-subject", "{{header:ditto-message-subject}}",
            "subject", "{{header:subject}}",
            "status", "{{header:status}}",
            "ditto-message-feature-id", "{{header:ditto-message-feature-id}}");

    private final DittoMapper ditto = new DittoMapper();
    private final String outgoingType;
    private final Map<String, String> incoming;

    RawMessageMapper(Options options) {
        outgoingType = options.text("outgoingContentType").orElse("text/plain; charset=UTF-8");
        Map<String, String> headers = new LinkedHashMap<>(USUAL_HEADERS);
        headers.putAll(options.texts("incomingMessageHeaders"));
        incoming = Map.copyOf(headers);
    }

    @Override
    public List<Adaptable> in(External message, AuthorizationContext who) {
        Map<String, String> resolved = Templates.fill(incoming, Placeholders.ofHeaders(message.headers(), who));
        String type = resolved.get("content-type");
        if (type == null) {
            throw MessageFormatInvalidException.newBuilder(JsonArray.empty())
                    .message("The content-type of the message is not known.")
                    .description("Make sure that incomingMessageHeaders of the mapper RawMessage give a content-type.")
                    .build();
        }
        return ContentType.of(type).isDittoProtocol()
                ? ditto.in(message, who)
                : List.of(enveloped(message, headers(message, resolved), ContentType.of(type)));
    }

    private static MessageHeaders headers(External message, Map<String, String> resolved) {
        Map<String, String> named = new LinkedHashMap<>(resolved);
        String subject = named.remove("subject");
        if (subject != null) {
            named.put("ditto-message-subject", subject);
        }
        try {
            return MessagesModelFactory.newHeadersBuilder(named).build();
        } catch (IllegalArgumentException e) {
            throw failed(message, e.getMessage());
        }
    }

    private static MessageMappingFailedException failed(External message, String why) {
        return MessageMappingFailedException.newBuilder(message.contentType().orElse(""))
                .description(why + " Complete incomingMessageHeaders in the options of the mapper RawMessage.")
                .build();
    }

    private static Adaptable enveloped(External message, MessageHeaders headers, ContentType type) {
        TopicPath topic = ProtocolFactory.newTopicPathBuilder(headers.getEntityId())
                .live()
                .messages()
                .subject(headers.getSubject())
                .build();
        PayloadBuilder payload = ProtocolFactory.newPayloadBuilder(path(headers));
        headers.getHttpStatus().ifPresent(payload::withStatus);
        if (message.payload().length > 0) {
            payload.withValue(value(message, type));
        }
        DittoHeaders kept = DittoHeaders.newBuilder().contentType(type).build();
        return ProtocolFactory.newAdaptableBuilder(topic)
                .withPayload(payload.build())
                .withHeaders(kept)
                .build();
    }

    private static JsonPointer path(MessageHeaders headers) {
        String box = headers.getDirection() == MessageDirection.TO ? "inbox" : "outbox";
        String thing = "/" + box + "/messages/" + headers.getSubject();
        return JsonPointer.of(headers.getFeatureId()
                .map(feature -> "/features/" + feature + thing)
                .orElse(thing));
    }

    private static JsonValue value(External message, ContentType type) {
        if (!MessageDeserializer.shouldBeInterpretedAsTextOrJson(type)) {
            return JsonValue.of(Base64.getEncoder().encodeToString(message.payload()));
        }
        return type.isJson() ? JsonFactory.readFrom(message.text()) : JsonValue.of(message.text());
    }

    @Override
    public List<External> out(Adaptable signal) {
        ContentType type = signal.getDittoHeaders().getDittoContentType().orElse(ContentType.of(outgoingType));
        boolean message = signal.getTopicPath().isCriterion(TopicPath.Criterion.MESSAGES);
        if (!message || type.isDittoProtocol()) {
            return ditto.out(signal);
        }
        byte[] payload =
                signal.getPayload().getValue().map(value -> bytes(value, type)).orElse(new byte[0]);
        return List.of(new External(outerHeaders(signal, type), payload));
    }

    private static Map<String, String> outerHeaders(Adaptable signal, ContentType type) {
        Payload payload = signal.getPayload();
        MessagePath path = payload.getPath();
        TopicPath topic = signal.getTopicPath();
        return MessagesModelFactory.newHeadersBuilder(
                        path.getDirection().orElse(MessageDirection.TO),
                        ThingId.of(topic.getNamespace(), topic.getEntityName()),
                        topic.getSubject().orElse(""))
                .contentType(type)
                .httpStatus(payload.getHttpStatus().orElse(null))
                .featureId(path.getFeatureId().orElse(null))
                .build();
    }

    private static byte[] bytes(JsonValue value, ContentType type) {
        if (MessageDeserializer.shouldBeInterpretedAsTextOrJson(type)) {
            String text = value.isString() ? value.asString() : value.toString();
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(value.asString());
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw MessageFormatInvalidException.newBuilder(JsonArray.empty())
                    .message("The payload of a message of the content-type <" + type.getValue()
                            + "> must be a text in base64.")
                    .description("Make sure that the message has the right content-type.")
                    .build();
        }
    }
}
