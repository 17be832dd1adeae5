// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.concurrent.CompletionStage;
import org.borough.connect.DeviceId;

/** A connection whose device has proven who it is. For the event loop only. */
final class Session {

    private final Wire wire;
    private final UplinkFlow uplinks;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;

    Session(
            Wire wire,
            MqttConnectMessage connect,
            DeviceId device,
            Platform platform,
            MqttConnections counts,
            MqttSettings settings) {
        this.wire = wire;
        ErrorReports errors = new ErrorReports(wire, device, platform.clock());
        Intakes intakes = new Intakes(platform, device, settings);
        uplinks = new UplinkFlow(wire, intakes, errors, counts, settings.window());
        deliveries = new Deliveries(wire, Handshake.limits(connect), settings.commandTimeout(), counts);
        subscriptions = new Subscriptions(wire, platform, device, errors, deliveries);
    }

    void handle(MqttMessage message) {
        if (!wire.open()) {
            return;
        }
        switch (message.fixedHeader().messageType()) {
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

    void connectionClosed() {
        deliveries.connectionClosed();
        subscriptions.connectionClosed();
    }
}
