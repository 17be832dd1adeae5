// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Platform;

/** A connection whose device has proven who it is. For the event loop only. */
final class Session {

    private final Wire wire;
    private final Clock clock;
    private final Instant until;
    private final UplinkFlow uplinks;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;

    Session(
            Wire wire,
            Deliveries.ClientLimits limits,
            Admission.Admitted admitted,
            Platform platform,
            MqttConnections counts,
            MqttSettings settings) {
        this.wire = wire;
        this.clock = platform.clock();
        this.until = admitted.until();
        DeviceId device = admitted.registration().device();
        ErrorReports errors = new ErrorReports(wire, device, clock);
        uplinks = new UplinkFlow(wire, new Intakes(platform, device, settings), errors, counts, settings.window());
        deliveries = new Deliveries(wire, limits, settings.commandTimeout(), counts);
        subscriptions = new Subscriptions(wire, platform, device, errors, deliveries, uplinks);
    }

    void handle(MqttMessage message) {
        MqttMessageType type = message.fixedHeader().messageType();
        if (!wire.open()) {
            return;
        }
        if (expired() && type != MqttMessageType.PINGREQ && type != MqttMessageType.DISCONNECT) {
            wire.close(MqttReasonCodes.Disconnect.NOT_AUTHORIZED);
            return;
        }
        switch (type) {
            case PUBLISH -> uplinks.publish((MqttPublishMessage) message);
            case PUBACK ->
                deliveries.acknowledged(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
            case SUBSCRIBE -> subscriptions.subscribe((MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> subscriptions.unsubscribe((MqttUnsubscribeMessage) message);
            case PINGREQ -> wire.send(MqttMessage.PINGRESP);
            case DISCONNECT -> wire.context().close();
            default -> wire.close(MqttReasonCodes.Disconnect.PROTOCOL_ERROR);
        }
    }

    /** Whether what the device has proven is of no more worth. */
    private boolean expired() {
        return !until.equals(Instant.MAX) && !clock.instant().isBefore(until);
    }

    void readComplete() {
        uplinks.readComplete();
        wire.flush();
    }

    void writabilityChanged() {
        uplinks.regulate();
    }

    /** Completes when nothing is under way any more. */
    CompletionStage<Void> stop() {
        return uplinks.stop();
    }

    void connectionClosed(boolean expelled) {
        uplinks.forget();
        deliveries.connectionClosed();
        subscriptions.connectionClosed(expelled);
    }
}
