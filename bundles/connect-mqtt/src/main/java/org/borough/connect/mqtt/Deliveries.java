// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Delivery;
import org.borough.connect.DownlinkMessage;

/** The commands that were sent over one connection and wait for the device's PUBACK. For the event loop only. */
final class Deliveries {

    private static final int MAX_PACKET_ID = 65_535;
    private static final int MAX_HEADER_BYTES = 32;

    private final Wire wire;
    private final ClientLimits limits;
    private final Duration timeout;
    private final MqttConnections counts;
    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private int lastId;

    /** What a client of MQTT 5 said it can take. */
    record ClientLimits(int receiveMaximum, long packetBytes) {}

    private record Waiting(CompletableFuture<Delivery> result, ScheduledFuture<?> timer) {

        void end(Delivery delivery) {
            timer.cancel(false);
            result.complete(delivery);
        }
    }

    Deliveries(Wire wire, ClientLimits limits, Duration timeout, MqttConnections counts) {
        this.wire = wire;
        this.limits = limits;
        this.timeout = timeout;
        this.counts = counts;
    }

    void send(String topic, MqttQoS qos, DownlinkMessage message, CompletableFuture<Delivery> result) {
        result.thenAccept(counts::delivery);
        if (!wire.open()) {
            result.complete(refused(503, "the device's connection is closed"));
        } else if (!wire.writable() || waiting.size() >= limits.receiveMaximum()) {
            result.complete(refused(503, "the device's connection does not keep up with its commands"));
        } else if (topic.length() * 3L + message.payload().length + MAX_HEADER_BYTES > limits.packetBytes()) {
            result.complete(refused(413, "the command is larger than the device's connection takes"));
        } else if (qos == MqttQoS.AT_MOST_ONCE) {
            sendAndForget(publish(topic, qos, 0, message), result);
        } else {
            sendAndWait(topic, qos, message, result);
        }
        wire.flush();
    }

    void acknowledged(int packetId) {
        Waiting delivered = waiting.remove(packetId);
        if (delivered != null) {
            delivered.end(new Delivery.Delivered());
        }
    }

    void connectionClosed() {
        waiting.values().forEach(one -> one.end(refused(503, "the device's connection closed before it acknowledged")));
        waiting.clear();
    }

    private void sendAndForget(MqttPublishMessage packet, CompletableFuture<Delivery> result) {
        wire.send(packet)
                .addListener(written -> result.complete(
                        written.isSuccess()
                                ? new Delivery.Delivered()
                                : refused(503, "the device's connection broke while the command was sent")));
    }

    private void sendAndWait(String topic, MqttQoS qos, DownlinkMessage message, CompletableFuture<Delivery> result) {
        int id = nextId();
        ScheduledFuture<?> timer =
                wire.executor().schedule(() -> timedOut(id), timeout.toMillis(), TimeUnit.MILLISECONDS);
        waiting.put(id, new Waiting(result, timer));
        wire.send(publish(topic, qos, id, message));
    }

    private void timedOut(int id) {
        Waiting late = waiting.remove(id);
        if (late != null) {
            late.end(refused(503, "did not receive PUBACK from the device within " + timeout.toMillis() + " ms"));
        }
    }

    private MqttPublishMessage publish(String topic, MqttQoS qos, int id, DownlinkMessage message) {
        MqttMessageBuilders.PublishBuilder packet = MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(qos)
                .messageId(id)
                .payload(Unpooled.wrappedBuffer(message.payload()));
        if (wire.version5() && !message.contentType().isEmpty()) {
            MqttProperties properties = new MqttProperties();
            properties.add(new MqttProperties.StringProperty(
                    MqttProperties.MqttPropertyType.CONTENT_TYPE.value(), message.contentType()));
            packet.properties(properties);
        }
        return packet.build();
    }

    private int nextId() {
        do {
            lastId = lastId % MAX_PACKET_ID + 1;
        } while (waiting.containsKey(lastId));
        return lastId;
    }

    static Delivery refused(int status, String reason) {
        return new Delivery.NotDelivered(status, reason);
    }
}
