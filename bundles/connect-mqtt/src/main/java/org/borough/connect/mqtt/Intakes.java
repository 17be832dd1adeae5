// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.borough.connect.Admission;
import org.borough.connect.CommandResponse;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.Endpoint;

/** Judges the messages of one connected device by Hono's rules and hands over those that may pass. */
final class Intakes {

    static final String EMPTY_NOTIFICATION = "application/vnd.eclipse-hono-empty-notification";

    private final Platform platform;
    private final DeviceId connected;
    private final MqttSettings settings;

    Intakes(Platform platform, DeviceId connected, MqttSettings settings) {
        this.platform = platform;
        this.connected = connected;
        this.settings = settings;
    }

    /**
     * Takes one message.
     *
     * @param room told when to read on
     * @return completes with what went wrong, {@code null} when the message is kept
     */
    CompletionStage<Failure> take(Incoming incoming, ByteBuf payload, Consumer<CompletionStage<Void>> room) {
        if (payload.readableBytes() > settings.maxPayloadBytes() && payload.readableBytes() > allowedBytes()) {
            return failed(Failure.terminal(413, "payload has more than " + allowedBytes() + " bytes"));
        }
        if (incoming.qos() > 1) {
            return failed(Failure.of(400, "QoS 2 is not supported, publish with QoS 0 or 1"));
        }
        PublishTopic topic = incoming.topic();
        if (topic instanceof PublishTopic.Malformed malformed) {
            return failed(malformed.failure());
        }
        if (!topic.tenant().isEmpty() && !topic.tenant().equals(connected.tenant())) {
            return failed(Failure.of(403, "device belongs to tenant " + connected.tenant() + ", not to the topic's"));
        }
        DeviceId device = topic.device().isEmpty() ? connected : new DeviceId(connected.tenant(), topic.device());
        Admission admission = platform.admit(connected, device);
        if (admission instanceof Admission.Refused refused) {
            return failed(refusal(device, refused));
        }
        Registration registration = ((Admission.Admitted) admission).registration();
        return topic instanceof PublishTopic.Response response
                ? respond(incoming, response, registration, payload)
                : accept(incoming, ((PublishTopic.Uplink) topic).endpoint(), registration, payload, room);
    }

    private CompletionStage<Failure> accept(
            Incoming incoming,
            Endpoint endpoint,
            Registration registration,
            ByteBuf payload,
            Consumer<CompletionStage<Void>> room) {
        if (endpoint == Endpoint.EVENT && incoming.qos() == 0) {
            return failed(Failure.of(400, "events must be published with QoS 1"));
        }
        if (!payload.isReadable() && incoming.contentType().isEmpty()) {
            return failed(Failure.of(400, "an empty payload needs a content-type in the property bag"));
        }
        if (payload.isReadable() && EMPTY_NOTIFICATION.equalsIgnoreCase(incoming.contentType())) {
            return failed(Failure.of(400, "content-type " + EMPTY_NOTIFICATION + " allows no payload"));
        }
        Intake intake = platform.uplinks().accept(message(incoming, endpoint, registration, payload));
        room.accept(intake.room());
        return intake.done().thenApply(UplinkFlow::failureOf);
    }

    private CompletionStage<Failure> respond(
            Incoming incoming, PublishTopic.Response response, Registration registration, ByteBuf payload) {
        Message message = message(incoming, Endpoint.RESPONSE, registration, payload);
        return platform.downlinks()
                .respond(new CommandResponse(response.requestId(), response.status(), message))
                .thenApply(UplinkFlow::failureOf);
    }

    private Message message(Incoming incoming, Endpoint endpoint, Registration registration, ByteBuf payload) {
        DeviceId device = registration.device();
        return new Message(
                device,
                Platform.gateway(connected, device),
                endpoint,
                incoming.qos(),
                MessageProperties.contentType(incoming, registration),
                MessageProperties.of(incoming, endpoint, registration),
                ByteBufUtil.getBytes(payload),
                platform.clock().instant());
    }

    /** A gateway goes on when one of its devices is gone, but not when it is gone itself or speaks for strangers. */
    private Failure refusal(DeviceId device, Admission.Refused refused) {
        boolean gone = device.equals(connected) || platform.admit(connected, connected) instanceof Admission.Refused;
        boolean terminal = refused.status() != 429 && refused.status() != 503 && (gone || refused.status() == 403);
        return new Failure(refused.status(), refused.reason(), terminal);
    }

    /** Asked anew for each large message, because a device may cease to be a network server while it is connected. */
    private int allowedBytes() {
        return platform.admit(connected, connected) instanceof Admission.Admitted admitted
                ? settings.payloadBytes(admitted.registration())
                : settings.maxPayloadBytes();
    }

    private static CompletionStage<Failure> failed(Failure failure) {
        return CompletableFuture.completedFuture(failure);
    }
}
