// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.borough.endpoint.testing.FakeCity;

/** Packets of a device, as bytes. */
final class Packets {

    private Packets() {}

    static MqttMessage connect(MqttVersion version, String user, String password) {
        return MqttMessageBuilders.connect()
                .protocolVersion(version)
                .clientId("fuzz")
                .cleanSession(true)
                .keepAlive(60)
                .username(user + "@" + FakeCity.TENANT)
                .password(password.getBytes())
                .build();
    }

    static MqttMessage publish(String topic, int qos, String payload) {
        return publish(topic, qos, payload, MqttProperties.NO_PROPERTIES);
    }

    static MqttMessage publish(String topic, int qos, String payload, MqttProperties properties) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.valueOf(qos))
                .messageId(7)
                .properties(properties)
                .payload(Unpooled.wrappedBuffer(payload.getBytes()))
                .build();
    }

    static MqttMessage subscribe(String... filters) {
        MqttMessageBuilders.SubscribeBuilder packet =
                MqttMessageBuilders.subscribe().messageId(8);
        for (String filter : filters) {
            packet.addSubscription(MqttQoS.AT_MOST_ONCE, filter);
        }
        return packet.build();
    }

    /** What a device may say in one connection, a little of everything. */
    static List<MqttMessage> session(MqttVersion version, String password) {
        return List.of(
                connect(version, "gw", password),
                publish("t/?content-type=text%2Fplain&fport=85", 1, "x"),
                publish("e//lamp/?hono-ttl=5", 1, "{}"),
                subscribe("c///q/#", "e//+/#", "c//lamp/req/#", "nonsense"),
                publish("t//nobody/?on-error=ignore", 1, "x"),
                publish("c///s/r1/200", 0, "done"),
                MqttMessageBuilders.pubAck().packetId(1).build(),
                MqttMessageBuilders.unsubscribe()
                        .messageId(9)
                        .addTopicFilter("c///q/#")
                        .build(),
                MqttMessage.PINGREQ,
                publish("telemetry", 0, "y".repeat(300)),
                MqttMessage.DISCONNECT);
    }

    static byte[] bytes(List<MqttMessage> messages) {
        EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (MqttMessage message : messages) {
            encoder.writeOutbound(message);
        }
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            all.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return all.toByteArray();
    }
}
