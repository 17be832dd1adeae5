// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** A configuration file gives one text, whatever it lists. */
    private static Stream<String> each(String... listed) {
        return Arrays.stream(listed)
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::trim)
                .filter(one -> !one.isEmpty());
    }

    private static Set<String> names(String... hosts) {
        return each(hosts).map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Integer> ports(String... ports) {
        return each(ports).map(Settings::port).collect(Collectors.toUnmodifiableSet());
    }

    private static int port(String text) {
        try {
            return within("blockedPorts", Integer.parseInt(text), 0, 65_535);
        } catch (NumberFormatException e) {
            throw new BoroughException(
                    "The configuration key blockedPorts of " + PID + " names '" + text + "'; allowed: 0 to 65535.", e);
        }
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BoroughException("The configuration key " + key + " of " + PID + " is " + value + "; allowed: "
                    + least + " to " + most + ".");
        }
        return value;
    }
}
