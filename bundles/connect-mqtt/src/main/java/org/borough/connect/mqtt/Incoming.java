// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One PUBLISH of a device, read but not yet judged.
 *
 * @param address the topic as published
 * @param contentType the media type that the message names, empty when it names none
 * @param words what the message says beside its payload: the property bag, then the properties of MQTT 5
 */
record Incoming(
        String address,
        PublishTopic topic,
        PropertyBag bag,
        int qos,
        int packetId,
        boolean retain,
        String contentType,
        Map<String, String> words) {

    private static final int CONTENT_TYPE = MqttProperties.MqttPropertyType.CONTENT_TYPE.value();
    private static final int EXPIRY_SECONDS = MqttProperties.MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL.value();
    private static final int USER_PROPERTY = MqttProperties.MqttPropertyType.USER_PROPERTY.value();

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
        MqttProperties properties = message.variableHeader().properties();
        Map<String, String> words = properties.isEmpty() ? bag.values() : words(bag, properties);
        return new Incoming(
                address,
                PublishTopic.parse(bag.topic()),
                bag,
                message.fixedHeader().qosLevel().value(),
                message.variableHeader().packetId(),
                message.fixedHeader().isRetain(),
                words.getOrDefault("content-type", ""),
                words);
    }

    /** The value of a word. */
    Optional<String> word(String name) {
        return Optional.ofNullable(words.get(name));
    }

    OnError onError() {
        return switch (words.getOrDefault("on-error", "")) {
            case "disconnect" -> OnError.DISCONNECT;
            case "ignore" -> OnError.IGNORE;
            case "skip-ack" -> OnError.SKIP_ACK;
            default -> OnError.DEFAULT;
        };
    }

    String correlationId() {
        return word("correlation-id").orElseGet(() -> Integer.toString(qos == 1 ? packetId : -1));
    }

    private static Map<String, String> words(PropertyBag bag, MqttProperties properties) {
        Map<String, String> words = new HashMap<>(bag.values());
        value(properties, CONTENT_TYPE).ifPresent(type -> words.putIfAbsent("content-type", type));
        value(properties, EXPIRY_SECONDS).ifPresent(seconds -> words.putIfAbsent("hono-ttl", seconds));
        for (MqttProperties.MqttProperty<?> property : properties.getProperties(USER_PROPERTY)) {
            if (property.value() instanceof MqttProperties.StringPair pair) {
                words.putIfAbsent(pair.key.toLowerCase(Locale.ROOT), pair.value);
            }
        }
        return words;
    }

    private static Optional<String> value(MqttProperties properties, int id) {
        return Optional.ofNullable(properties.getProperty(id))
                .map(property -> property.value() instanceof Integer number
                        ? Integer.toUnsignedString(number)
                        : String.valueOf(property.value()));
    }
}
