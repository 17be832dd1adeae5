// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a device writes behind the last {@code /?} of a topic, in the syntax of a URL's query.
 *
 * @param topic the topic in front of it
 * @param values the values by their names in lower case; of several with one name the first counts
 */
record PropertyBag(String topic, Map<String, String> values) {

    private static final String START = "/?";

    static PropertyBag split(String fullTopic) {
        int start = fullTopic.lastIndexOf(START);
        if (start <= 0) {
            return new PropertyBag(fullTopic, Map.of());
        }
        return new PropertyBag(fullTopic.substring(0, start), parse(fullTopic.substring(start + START.length())));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                values.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A stray percent sign stands for itself; refusing the message would not help the device.
            return text;
        }
    }
}
