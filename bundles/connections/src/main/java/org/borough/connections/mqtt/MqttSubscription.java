// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

/** One address of one source. */
record MqttSubscription(int source, String filter, int qos) {

    /** Whether a topic is meant by the filter. */
    boolean matches(String topic) {
        return matches(filter.replaceFirst("^\\$share/[^/]+/", "").split("/", -1), topic.split("/", -1));
    }

    private static boolean matches(String[] filter, String[] topic) {
        for (int level = 0; level < filter.length; level++) {
            if (filter[level].equals("#")) {
                return level > 0 || !topic[0].startsWith("$");
            }
            if (level >= topic.length) {
                return false;
            }
            boolean any = filter[level].equals("+") && !(level == 0 && topic[0].startsWith("$"));
            if (!any && !filter[level].equals(topic[level])) {
                return false;
            }
        }
        return filter.length == topic.length;
    }
}
