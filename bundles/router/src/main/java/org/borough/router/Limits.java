// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Duration;
import org.borough.thing.BoroughException;

/**
 * The configuration, checked.
 *
 * @param lanes how many lanes
 * @param laneCapacity messages a lane takes before sockets must wait
 * @param budget how long an adapter may think about one message
 */
record Limits(
        int lanes,
        int laneCapacity,
        Duration budget,
        Readings readings,
        Fence fence,
        Delivery delivery,
        int quarantine,
        Duration stop) {

    /** What one uplink may give at most. */
    record Readings(int max, int textLength) {}

    /** When an adapter is shut off, and how long. */
    record Fence(int percent, int minimum, int hangs, Duration pause) {}

    /**
     * How commands are delivered.
     *
     * @param answer how long the answer to a command of bytes is awaited
     * @param maxDirect how many commands of bytes one device may have
     */
    record Delivery(
            Duration deadline,
            Duration firstRetry,
            Duration maxRetry,
            Duration timeout,
            double tolerance,
            int maxPending,
            Duration answer,
            int maxDirect) {

        /** How long to wait after so many attempts: doubled each time, up to the maximum. */
        Duration pauseAfter(int attempts) {
            int doublings = Math.min(Math.max(attempts - 1, 0), 30);
            Duration pause = firstRetry.multipliedBy(1L << doublings);
            return pause.compareTo(maxRetry) > 0 ? maxRetry : pause;
        }
    }

    static Limits of(RouterConfig config) {
        return new Limits(
                config.lanes() == 0
                        ? Runtime.getRuntime().availableProcessors()
                        : within("lanes", config.lanes(), 1, 256),
                within("laneCapacity", config.laneCapacity(), 1, 1_000_000),
                Duration.ofMillis(within("adapterBudgetMillis", config.adapterBudgetMillis(), 10, 60_000)),
                new Readings(
                        within("maxReadings", config.maxReadings(), 1, 100_000),
                        within("maxTextLength", config.maxTextLength(), 1, 1_000_000)),
                fence(config),
                delivery(config),
                within("quarantineMaxEntries", config.quarantineMaxEntries(), 1, 10_000_000),
                Duration.ofSeconds(within("stopSeconds", config.stopSeconds(), 0, 300)));
    }

    private static Fence fence(RouterConfig config) {
        return new Fence(
                within("fencePercent", config.fencePercent(), 1, 100),
                within("fenceMinimumUplinks", config.fenceMinimumUplinks(), 1, 1_000_000),
                within("fenceHangs", config.fenceHangs(), 1, 1000),
                Duration.ofSeconds(within("fencePauseSeconds", config.fencePauseSeconds(), 1, 86_400)));
    }

    private static Delivery delivery(RouterConfig config) {
        int first = within("retryFirstSeconds", config.retryFirstSeconds(), 1, 86_400);
        if (!(config.tolerancePercent() >= 0 && config.tolerancePercent() <= 100)) {
            throw new BoroughException(RouterConfig.PID + ": tolerancePercent is " + config.tolerancePercent()
                    + "; it must be a number from 0 to 100.");
        }
        return new Delivery(
                Duration.ofSeconds(within("commandDeadlineSeconds", config.commandDeadlineSeconds(), 1, 31_536_000)),
                Duration.ofSeconds(first),
                Duration.ofSeconds(within("retryMaxSeconds", config.retryMaxSeconds(), first, 86_400)),
                Duration.ofSeconds(within("deliveryTimeoutSeconds", config.deliveryTimeoutSeconds(), 1, 3600)),
                config.tolerancePercent() / 100,
                within("maxPendingCommands", config.maxPendingCommands(), 1, 100_000),
                Duration.ofSeconds(
                        within("commandResponseTimeoutSeconds", config.commandResponseTimeoutSeconds(), 1, 86_400)),
                within("maxDeviceCommands", config.maxDeviceCommands(), 1, 100_000));
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BoroughException(
                    RouterConfig.PID + ": " + key + " is " + value + "; it must be a whole number from " + least
                            + " to " + most + (key.equals("lanes") ? ", or 0 for one lane a core." : "."));
        }
        return value;
    }
}
