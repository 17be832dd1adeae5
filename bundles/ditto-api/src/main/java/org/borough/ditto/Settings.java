// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;

/** The checked configuration. */
record Settings(
        boolean allowAnonymous,
        Duration timeout,
        int maxThingBytes,
        int maxPolicyBytes,
        int maxHeaderBytes,
        int maxMessageBytes,
        int maxPayloadBytes,
        int maxQueuedEvents,
        int maxQueuedBytes,
        int maxPendingCommands,
        int maxCommandsPerSecond,
        Duration heartbeat,
        int maxEventsPerSecond) {

    private static final int MEGABYTE = 1 << 20;

    static Settings of(DittoApiConfig config) {
        return new Settings(
                config.allowAnonymous(),
                Duration.ofSeconds(within("timeoutSeconds", config.timeoutSeconds(), 1, 3600)),
                within("maxThingBytes", config.maxThingBytes(), 1024, 100 * MEGABYTE),
                within("maxPolicyBytes", config.maxPolicyBytes(), 1024, 100 * MEGABYTE),
                within("maxHeaderBytes", config.maxHeaderBytes(), 256, MEGABYTE),
                within("maxMessageBytes", config.maxMessageBytes(), 1024, 100 * MEGABYTE),
                within("maxPayloadBytes", config.maxPayloadBytes(), 1024, 100 * MEGABYTE),
                within("maxQueuedEvents", config.maxQueuedEvents(), 1, MEGABYTE),
                within("maxQueuedBytes", config.maxQueuedBytes(), 1024, 1024 * MEGABYTE),
                within("maxPendingCommands", config.maxPendingCommands(), 1, MEGABYTE),
                within("maxCommandsPerSecond", config.maxCommandsPerSecond(), 0, MEGABYTE),
                Duration.ofSeconds(within("heartbeatSeconds", config.heartbeatSeconds(), 1, 3600)),
                within("maxEventsPerSecond", config.maxEventsPerSecond(), 0, MEGABYTE));
    }

    /** No request body of any kind may be larger: white space around the largest thing or policy included. */
    int maxBodyBytes() {
        return 4 * Math.max(maxThingBytes, maxPolicyBytes);
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "org.borough.ditto.api: %s is %d but must be between %d and %d".formatted(key, value, least, most));
        }
        return value;
    }
}
