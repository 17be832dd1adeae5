// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import java.time.Duration;
import java.util.Optional;
import org.borough.hono.outlet.Delivery;
import org.borough.thing.BoroughException;

/**
 * The configuration beside that of the brokers, checked.
 *
 * @param answers the topic of Ditto's answers
 * @param group whose place in the answers is kept
 */
record TopicSettings(String topic, Optional<String> answers, String group, Delivery delivery) {

    private static final long MEGABYTE = 1 << 20;
    private static final String NAME = "[a-zA-Z0-9._-]{1,249}";

    static TopicSettings of(TopicConfig config) {
        Optional<String> answers = Optional.of(config.answersTopic().strip()).filter(name -> !name.isEmpty());
        String topic = name("topic", config.topic());
        answers.ifPresent(name -> name("answersTopic", name));
        if (answers.filter(topic::equals).isPresent()) {
            throw wrong("answersTopic", "is the same as topic", "another topic, or nothing");
        }
        return new TopicSettings(
                topic,
                answers,
                name("group", config.group()),
                new Delivery(
                        Duration.ofSeconds(between("deliveryTimeoutSeconds", config.deliveryTimeoutSeconds(), 2, 600)),
                        between("bufferMegabytes", config.bufferMegabytes(), 1, 4096) * MEGABYTE));
    }

    private static String name(String key, String given) {
        String name = given.strip();
        if (!name.matches(NAME)) {
            throw wrong(key, "is '" + name + "'", "1 to 249 letters, digits, '.', '_', '-'");
        }
        return name;
    }

    private static long between(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, "is " + value, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static BoroughException wrong(String key, String problem, String allowed) {
        return new BoroughException(
                TopicConfig.PID + ": the key " + key + " " + problem + "; allowed: " + allowed + ".");
    }
}
