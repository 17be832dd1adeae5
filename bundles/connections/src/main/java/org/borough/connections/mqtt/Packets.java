// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.borough.connections.transport.External;

/** Writes and reads the packets of MQTT 3.1.1 and 5. */
final class Packets {

    static final String TOPIC = "mqtt.topic";
    static final String QOS = "mqtt.qos";
    static final String RETAIN = "mqtt.retain";

    private static final long FOREVER = 0xFFFFFFFFL;
    private static final Set<String> OWN =
            Set.of(TOPIC, QOS, RETAIN, "correlation-id", "reply-to", "content-type", "mqtt.message-expiry-interval");

    private Packets() {}

    static MqttConnectMessage connect(MqttSettings settings, String clientId, int receiveMaximum) {
        ConnectBuilder connect = MqttMessageBuilders.connect()
                .protocolVersion(settings.five() ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1)
                .clientId(clientId)
                .cleanSession(settings.cleanSession())
                .keepAlive((int) settings.keepAlive().toSeconds());
        settings.user().ifPresent(user -> connect.hasUser(true).username(user));
        settings.password()
                .ifPresent(password -> connect.hasPassword(true).password(password.getBytes(StandardCharsets.UTF_8)));
        settings.will().ifPresent(will -> connect.willFlag(true)
                .willTopic(will.topic())
                .willQoS(MqttQoS.valueOf(will.qos()))
                .willRetain(will.retain())
                .willMessage(will.message().getBytes(StandardCharsets.UTF_8)));
        if (settings.five()) {
            MqttProperties properties = new MqttProperties();
            properties.add(number(MqttPropertyType.RECEIVE_MAXIMUM, receiveMaximum));
            if (!settings.cleanSession()) {
                properties.add(number(MqttPropertyType.SESSION_EXPIRY_INTERVAL, (int) FOREVER));
            }
            connect.properties(properties);
        }
        return connect.build();
    }

    private static MqttProperties.IntegerProperty number(MqttPropertyType type, int value) {
        return new MqttProperties.IntegerProperty(type.value(), value);
    }

    static MqttMessage simple(MqttMessageType type) {
        return new MqttMessage(new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0));
    }

    /** A packet that answers another one. */
    static MqttMessage about(MqttMessageType type, int id) {
        MqttQoS qos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(new MqttFixedHeader(type, false, qos, false, 0), MqttMessageIdVariableHeader.from(id));
    }

    static MqttPublishMessage publish(MqttSettings settings, String topic, int qos, int id, External message) {
        boolean retain = Boolean.parseBoolean(message.headers().getOrDefault(RETAIN, "false"));
        MqttProperties properties = settings.five() ? properties(message) : MqttProperties.NO_PROPERTIES;
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.valueOf(qos), retain, 0),
                new MqttPublishVariableHeader(topic, id, properties),
                Unpooled.wrappedBuffer(message.payload()));
    }

    private static MqttProperties properties(External message) {
        MqttProperties properties = new MqttProperties();
        Map<String, String> headers = message.headers();
        message.contentType()
                .ifPresent(type ->
                        properties.add(new MqttProperties.StringProperty(MqttPropertyType.CONTENT_TYPE.value(), type)));
        String replyTo = headers.get("reply-to");
        if (replyTo != null) {
            properties.add(new MqttProperties.StringProperty(MqttPropertyType.RESPONSE_TOPIC.value(), replyTo));
        }
        String correlation = headers.get("correlation-id");
        if (correlation != null) {
            properties.add(new MqttProperties.BinaryProperty(
                    MqttPropertyType.CORRELATION_DATA.value(), correlation.getBytes(StandardCharsets.UTF_8)));
        }
        MqttProperties.UserProperties user = new MqttProperties.UserProperties();
        headers.forEach((name, value) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                user.add(name, value);
            }
        });
        properties.add(user);
        return properties;
    }

    /** The message in a packet. */
    static External message(MqttPublishMessage packet) {
        Map<String, String> headers = new LinkedHashMap<>();
        MqttProperties properties = packet.variableHeader().properties();
        for (MqttProperties.MqttProperty<?> each : properties.getProperties(MqttPropertyType.USER_PROPERTY.value())) {
            if (each instanceof UserProperty user) {
                headers.put(user.value().key, user.value().value);
            } else if (each instanceof MqttProperties.UserProperties users) {
                users.value().forEach(pair -> headers.put(pair.key, pair.value));
            }
        }
        put(headers, "content-type", properties.getProperty(MqttPropertyType.CONTENT_TYPE.value()));
        put(headers, "reply-to", properties.getProperty(MqttPropertyType.RESPONSE_TOPIC.value()));
        put(headers, "correlation-id", properties.getProperty(MqttPropertyType.CORRELATION_DATA.value()));
        headers.put(TOPIC, packet.variableHeader().topicName());
        headers.put(QOS, Integer.toString(packet.fixedHeader().qosLevel().value()));
        headers.put(RETAIN, Boolean.toString(packet.fixedHeader().isRetain()));
        byte[] payload = new byte[packet.payload().readableBytes()];
        packet.payload().getBytes(packet.payload().readerIndex(), payload);
        return new External(headers, payload);
    }

    private static void put(Map<String, String> headers, String name, MqttProperties.MqttProperty<?> property) {
        if (property == null) {
            return;
        }
        Object value = property.value();
        headers.put(name, value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString());
    }
}
