// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

import java.util.Map;
import java.util.Optional;

/** What MQTT allows as topics and settings. */
public final class MqttRules {

    private static final int LONGEST = 65_535;

    private MqttRules() {}

    /** What is wrong with the filter of a subscription. */
    public static Optional<String> filterFault(String filter) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean manyWrong = levels[i].contains("#") && !(levels[i].equals("#") && i == levels.length - 1);
            boolean oneWrong = levels[i].contains("+") && !levels[i].equals("+");
            if (manyWrong || oneWrong) {
                return Optional.of("wildcards must stand alone in a level, and # in the last one.");
            }
        }
        return length(filter);
    }

    /** What is wrong with a topic to publish to. */
    public static Optional<String> topicFault(String topic) {
        String fixed = topic.replaceAll("\\{\\{.*?}}", "x");
        return fixed.contains("#") || fixed.contains("+")
                ? Optional.of("wildcards are not allowed here.")
                : length(topic);
    }

    private static Optional<String> length(String topic) {
        if (topic.isEmpty() || topic.length() > LONGEST) {
            return Optional.of("it must have 1 to " + LONGEST + " characters.");
        }
        return topic.indexOf('\0') >= 0 ? Optional.of("it contains the character 0.") : Optional.empty();
    }

    /** What is wrong with the settings of a connection. */
    public static Optional<String> configFault(Map<String, String> config) {
        try {
            MqttSettings.keepAlive(config);
        } catch (NumberFormatException e) {
            return Optional.of("The keepAlive must be a number of seconds from 0 to 65535, such as 60s.");
        }
        try {
            Optional<MqttSettings.Will> will = MqttSettings.will(config);
            if (will.filter(each -> each.qos() < 0 || each.qos() > 2).isPresent()) {
                return Optional.of("The value of lastWillQos must be 0, 1 or 2.");
            }
            return will.flatMap(each -> topicFault(each.topic())).map(why -> "The lastWillTopic is not valid: " + why);
        } catch (NumberFormatException e) {
            return Optional.of("The value of lastWillQos must be 0, 1 or 2.");
        }
    }
}
