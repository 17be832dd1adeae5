// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.util.Map;
import org.borough.hono.KafkaSettings;
import org.borough.thing.BoroughException;

/** The configuration, checked. */
record HonoSettings(
        KafkaSettings kafka,
        Tenants tenants,
        String group,
        String node,
        int pollMaxRecords,
        int maxUnderWay,
        Duration commandTimeout,
        Duration topicRefresh,
        Duration sessionTimeout,
        long lagDegraded) {

    static HonoSettings of(HonoConfig config, Map<String, ?> properties, String node) {
        if (!node.matches("[a-zA-Z0-9]{1,32}")) {
            throw wrong("nodeId", node, "1 to 32 letters and digits");
        }
        if (!config.groupId().matches("[a-zA-Z0-9._-]{1,200}")) {
            throw wrong("groupId", config.groupId(), "1 to 200 letters, digits, '.', '_' and '-'");
        }
        return new HonoSettings(
                KafkaSettings.of(properties),
                Tenants.of(config.tenants()),
                config.groupId(),
                node,
                within("pollMaxRecords", config.pollMaxRecords(), 1, 10_000),
                within("maxUnderWay", config.maxUnderWay(), 1, 100_000),
                Duration.ofMillis(within("commandTimeoutMillis", config.commandTimeoutMillis(), 100, 60_000)),
                Duration.ofSeconds(within("topicRefreshSeconds", config.topicRefreshSeconds(), 1, 3600)),
                Duration.ofSeconds(within("sessionTimeoutSeconds", config.sessionTimeoutSeconds(), 1, 300)),
                config.lagDegraded());
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, Integer.toString(value), least + " to " + most);
        }
        return value;
    }

    static BoroughException wrong(String key, String value, String allowed) {
        return new BoroughException("The configuration key " + key + " of " + HonoConfig.PID + " is '" + value
                + "'; allowed: " + allowed + ".");
    }
}
