// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.CommandResponse;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.endpoint.MessageWords;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Notices;
import org.borough.endpoint.Platform;
import org.borough.thing.Endpoint;

/** Judges the messages of one connected device by Hono's rules and hands over those that may pass. */
final class Intakes {

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
     * @param brake holds back the messages behind it
     * @return completes with what went wrong, {@code null} when the message is kept
     */
    CompletionStage<Failure> take(Incoming incoming, ByteBuf payload, Brake brake) {
        if (payload.readableBytes() > settings.maxPayloadBytes() && payload.readableBytes() > allowedBytes()) {
            return failed(Failure.terminal(413, "payload has more than " + allowedBytes() + " bytes"));
        }
        PublishTopic topic = incoming.topic();
        if (incoming.qos() > 1) {
            return failed(Failure.of(400, "QoS 2 is not supported, publish with QoS 0 or 1"));
        }
        if (incoming.qos() == 0 && topic instanceof PublishTopic.Uplink up && up.endpoint() == Endpoint.EVENT) {
            return failed(Failure.of(400, "events must be published with QoS 1"));
        }
        if (topic instanceof PublishTopic.Malformed malformed) {
            return failed(malformed.failure());
        }
        if (!topic.tenant().isEmpty() && !topic.tenant().equals(connected.tenant())) {
            return failed(Failure.of(403, "device belongs to tenant " + connected.tenant() + ", not to the topic's"));
        }
        byte[] bytes = ByteBufUtil.getBytes(payload);
        DeviceId device = topic.device().isEmpty() ? connected : new DeviceId(connected.tenant(), topic.device());
        // Nearly always it is known, and need not be waited for.
        return platform.admit(connected, device) instanceof Admission.Admitted known
                ? admitted(incoming, known.registration(), bytes, brake)
                : brake.hold(platform.admitSender(connected, device))
                        .thenCompose(admission -> admission instanceof Admission.Admitted admitted
                                ? admitted(incoming, admitted.registration(), bytes, brake)
                                : failed(refusal(device, (Admission.Refused) admission)));
    }

    private CompletionStage<Failure> admitted(
            Incoming incoming, Registration registration, byte[] payload, Brake brake) {
        if (incoming.topic() instanceof PublishTopic.Uplink) {
            if (payload.length == 0 && incoming.contentType().isEmpty()) {
                return failed(Failure.of(400, "an empty payload needs a content-type in the property bag"));
            }
            if (payload.length > 0 && Notices.EMPTY.equalsIgnoreCase(incoming.contentType())) {
                return failed(Failure.of(400, "content-type " + Notices.EMPTY + " allows no payload"));
            }
        }
        return metered(incoming, registration, payload, brake);
    }

    private CompletionStage<Failure> metered(
            Incoming incoming, Registration registration, byte[] payload, Brake brake) {
        Meter.Verdict verdict = platform.meter().message(registration.device(), payload.length);
        return switch (verdict.limit()) {
            case NONE -> handOver(incoming, registration, payload, brake);
            case VOLUME -> failed(Failure.of(429, verdict.reason()));
            case RATE -> tooEarly(verdict, incoming, () -> metered(incoming, registration, payload, brake), brake);
        };
    }

    /** The device is made to wait, by not being heard; for a message that nobody waits for, that is not worth it. */
    private static CompletionStage<Failure> tooEarly(
            Meter.Verdict verdict, Incoming incoming, Supplier<CompletionStage<Failure>> again, Brake brake) {
        CompletionStage<Void> pause = brake.pause(verdict.pause());
        return incoming.qos() == 0 && !(incoming.topic() instanceof PublishTopic.Response)
                ? CompletableFuture.completedFuture(Failure.DROPPED)
                : pause.thenCompose(nothing -> again.get());
    }

    private CompletionStage<Failure> handOver(
            Incoming incoming, Registration registration, byte[] payload, Brake brake) {
        if (incoming.topic() instanceof PublishTopic.Response response) {
            Message message = message(incoming, Endpoint.RESPONSE, registration, payload);
            return platform.downlinks()
                    .respond(new CommandResponse(response.requestId(), response.status(), message))
                    .thenApply(Intakes::failureOf);
        }
        Endpoint endpoint = ((PublishTopic.Uplink) incoming.topic()).endpoint();
        Intake intake = platform.uplinks().accept(message(incoming, endpoint, registration, payload));
        brake.hold(intake.room());
        return intake.done().thenApply(Intakes::failureOf);
    }

    private Message message(Incoming incoming, Endpoint endpoint, Registration registration, byte... payload) {
        DeviceId device = registration.device();
        MessageWords words = platform.words(registration)
                .said(incoming.words())
                .from(incoming.address(), incoming.qos())
                .ttl(endpoint, incoming.qos(), incoming.word("hono-ttl"));
        if (incoming.retain()) {
            words.with("x-opt-retain", "true");
        }
        return new Message(
                device,
                Platform.gateway(connected, device),
                endpoint,
                incoming.qos(),
                words.contentType(incoming.contentType()),
                words.all(),
                payload,
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

    /** What became of a message, in the words of this endpoint: nothing when it is kept. */
    private static Failure failureOf(Acknowledgement acknowledgement) {
        return acknowledgement instanceof Acknowledgement.Refused refused
                ? Failure.of(refused.status(), refused.reason())
                : null;
    }

    private static CompletionStage<Failure> failed(Failure failure) {
        return CompletableFuture.completedFuture(failure);
    }
}
