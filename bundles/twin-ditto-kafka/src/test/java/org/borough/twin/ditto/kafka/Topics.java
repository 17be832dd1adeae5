// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.borough.hono.KafkaSettings;
import org.borough.hono.outlet.Delivery;
import org.borough.twin.ditto.topic.ReadingTopic;

/** Topics for tests. */
public final class Topics {

    private Topics() {}

    /** A topic with its answers in {@code <topic>-answers}, that tries for two seconds. */
    public static ReadingTopic of(String servers, String topic) {
        return new KafkaTopic(
                new TopicSettings(
                        topic,
                        Optional.of(topic + "-answers"),
                        "city-" + topic,
                        new Delivery(Duration.ofSeconds(2), 8 << 20)),
                KafkaSettings.of(Map.of("bootstrapServers", servers)));
    }

    public static void close(ReadingTopic topic) {
        ((KafkaTopic) topic).close();
    }

    /** A configuration of defaults but for what is given. */
    static TopicConfig config(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        return (TopicConfig) Proxy.newProxyInstance(
                TopicConfig.class.getClassLoader(),
                new Class<?>[] {TopicConfig.class},
                (proxy, method, arguments) -> all.getOrDefault(method.getName(), standard(method)));
    }

    private static Object standard(Method method) {
        return method.getDefaultValue();
    }
}
