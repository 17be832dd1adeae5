// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.borough.connections.mapping.ScriptLimits;
import org.borough.connections.transport.Hosts;
import org.borough.thing.BoroughException;

/** The checked configuration. */
record Settings(
        int maxConnections,
        int maxSources,
        int maxTargets,
        int maxMappings,
        Hosts hosts,
        int maxUnderWay,
        int maxQueued,
        int maxMessageBytes,
        int logEntriesPerKind,
        Duration reconnectMax,
        Duration openTimeout,
        ScriptLimits scripts) {

    static final String PID = "org.borough.connections";

    private static final int MEGABYTE = 1 << 20;

    static Settings of(ConnectionsConfig config) {
        return new Settings(
                within("maxConnections", config.maxConnections(), 1, 10_000),
                within("maxSources", config.maxSources(), 1, 1_000),
                within("maxTargets", config.maxTargets(), 1, 1_000),
                within("maxMappings", config.maxMappings(), 1, 100),
                new Hosts(names(config.allowedHosts()), names(config.blockedHosts()), ports(config.blockedPorts())),
                within("maxUnderWay", config.maxUnderWay(), 1, 100_000),
                within("maxQueued", config.maxQueued(), 1, 100_000),
                within("maxMessageBytes", config.maxMessageBytes(), 1_024, 100 * MEGABYTE),
                within("logEntriesPerKind", config.logEntriesPerKind(), 1, 1_000),
                Duration.ofSeconds(within("reconnectMaxSeconds", config.reconnectMaxSeconds(), 1, 3_600)),
                Duration.ofSeconds(within("openTimeoutSeconds", config.openTimeoutSeconds(), 1, 300)),
                new ScriptLimits(
                        within("maxScriptBytes", config.maxScriptBytes(), 100, 10 * MEGABYTE),
                        Duration.ofMillis(within("maxScriptMillis", config.maxScriptMillis(), 10, 60_000)),
                        within("maxScriptDepth", config.maxScriptDepth(), 5, 1_000),
                        within("maxScriptMemoryBytes", config.maxScriptMemoryBytes(), MEGABYTE, 1024 * MEGABYTE)));
    }

    private static Set<String> names(String... hosts) {
        // A configuration file gives one text, whatever it lists.
        return Arrays.stream(hosts)
                .flatMap(listed -> Arrays.stream(listed.split(",")))
                .map(host -> host.trim().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Integer> ports(int... ports) {
        return Arrays.stream(ports)
                .mapToObj(port -> within("blockedPorts", port, 0, 65_535))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BoroughException("The configuration key " + key + " of " + PID + " is " + value + "; allowed: "
                    + least + " to " + most + ".");
        }
        return value;
    }
}
