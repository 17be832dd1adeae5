// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageBuilder;
import org.eclipse.ditto.messages.model.MessageDirection;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.MessageHeadersBuilder;
import org.eclipse.ditto.messages.model.SubjectInvalidException;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessage;
import org.eclipse.ditto.things.model.ThingId;

/** {@code inbox} and {@code outbox} of a thing or feature: messages to it and from it. */
final class MessageRoute {

    static final String INBOX = "inbox";
    static final String OUTBOX = "outbox";

    /** The path stands behind the name of the box. */
    Action of(Call call, ThingId id, Optional<String> feature, String box) {
        MessageDirection direction = box.equals(INBOX) ? MessageDirection.TO : MessageDirection.FROM;
        String kind = call.path().atEnd() ? "" : call.path().next();
        if (kind.equals("claim") && feature.isEmpty() && direction == MessageDirection.TO) {
            call.end();
            requirePost(call);
            return claim(call, id);
        }
        String subject = kind.equals("messages") ? call.path().undecoded() : "";
        if (subject.isEmpty()) {
            throw call.unknownRoute();
        }
        requirePost(call);
        return message(call, id, feature, direction, subject.substring(1));
    }

    private static void requirePost(Call call) {
        if (!call.method().equals("POST")) {
            throw call.methodNotAllowed();
        }
    }

    private static Action claim(Call call, ThingId id) {
        Duration timeout = Patience.OF_CLAIMS.timeout(call.headers());
        DittoHeaders headers = live(call.headers(), timeout);
        MessageHeadersBuilder about = MessageHeaders.newBuilderForClaiming(id);
        return new Action.Deliver(timeout, bytes -> SendClaimMessage.of(id, read(about, bytes, headers), headers));
    }

    private static Action message(
            Call call, ThingId id, Optional<String> feature, MessageDirection direction, String subject) {
        if (subject.isEmpty()) {
            throw SubjectInvalidException.newBuilder(subject).build();
        }
        Duration timeout = Patience.OF_MESSAGES.timeout(call.headers());
        DittoHeaders headers = live(call.headers(), timeout);
        MessageHeadersBuilder about = MessageHeaders.newBuilder(direction, id, subject);
        feature.ifPresent(about::featureId);
        return new Action.Deliver(timeout, bytes -> {
            Message<Object> message = read(about, bytes, headers);
            return feature.isPresent()
                    ? SendFeatureMessage.of(id, feature.get(), message, headers)
                    : SendThingMessage.of(id, message, headers);
        });
    }

    private static DittoHeaders live(DittoHeaders headers, Duration timeout) {
        return Patience.decided(
                headers.toBuilder().channel("live").timeout(timeout).build());
    }

    private static Message<Object> read(MessageHeadersBuilder about, byte[] bytes, DittoHeaders headers) {
        headers.getCorrelationId().ifPresent(about::correlationId);
        about.timestamp(OffsetDateTime.now());
        Optional<String> type = Optional.ofNullable(headers.get(DittoHeaderDefinition.CONTENT_TYPE.getKey()));
        String contentType = type.orElse(bytes.length == 0 ? "" : Messenger.UNKNOWN_TYPE);
        if (!contentType.isEmpty()) {
            about.contentType(contentType);
        }
        MessageBuilder<Object> message = Message.newBuilder(about.build());
        if (bytes.length > 0) {
            Payloads.put(message, contentType, bytes);
        }
        return message.build();
    }
}
