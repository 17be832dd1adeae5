// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.Optional;

/**
 * One PUBLISH of a device, read but not yet judged.
 *
 * @param address the topic as published
 * @param contentType the media type that the message names, empty when it names none
 */
record Incoming(
        String address,
        PublishTopic topic,
        PropertyBag bag,
        int qos,
        int packetId,
        boolean retain,
        String contentType) {

    private static final int CONTENT_TYPE = MqttProperties.MqttPropertyType.CONTENT_TYPE.value();

    /** What the device wants to happen on errors. */
    enum OnError {
        DEFAULT,
        DISCONNECT,
        IGNORE,
        SKIP_ACK
    }

    static Incoming of(MqttPublishMessage message) {
        String address = message.variableHeader().topicName();
        PropertyBag bag = PropertyBag.split(address);
        String contentType = bag.value("content-type").orElseGet(() -> contentType(message));
        return new Incoming(
                address,
                PublishTopic.parse(bag.topic()),
                bag,
                message.fixedHeader().qosLevel().value(),
                message.variableHeader().packetId(),
                message.fixedHeader().isRetain(),
                contentType);
    }

    OnError onError() {
        return switch (bag.value("on-error").orElse("")) {
            case "disconnect" -> OnError.DISCONNECT;
            case "ignore" -> OnError.IGNORE;
            case "skip-ack" -> OnError.SKIP_ACK;
            default -> OnError.DEFAULT;
        };
    }

    String correlationId() {
        return bag.value("correlation-id").orElseGet(() -> Integer.toString(qos == 1 ? packetId : -1));
    }

    private static String contentType(MqttPublishMessage message) {
        MqttProperties properties = message.variableHeader().properties();
        return Optional.ofNullable(properties.getProperty(CONTENT_TYPE))
                .map(property -> String.valueOf(property.value()))
                .orElse("");
    }
}
