// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.borough.hono.outlet.Delivery;
import org.borough.thing.BoroughException;

/** The configuration, checked. */
record NorthboundSettings(
        boolean mirror,
        boolean commands,
        boolean notifications,
        Duration keepOneWay,
        Duration commandMaxAge,
        Duration discovery,
        String group,
        Delivery delivery) {

    private static final int DAY = 86_400;
    private static final long MEGABYTE = 1 << 20;

    static NorthboundSettings of(NorthboundConfig config) {
        if (config.group().isBlank()) {
            throw new BoroughException("The configuration key group is empty; allowed: the name of a consumer group.");
        }
        return new NorthboundSettings(
                config.mirror(),
                config.commands(),
                config.notifications(),
                seconds("keepOneWaySeconds", config.keepOneWaySeconds(), 0, 30 * DAY),
                seconds("commandMaxAgeSeconds", config.commandMaxAgeSeconds(), 1, 30 * DAY),
                seconds("discoverySeconds", config.discoverySeconds(), 1, 600),
                config.group().strip(),
                new Delivery(
                        seconds("deliveryTimeoutSeconds", config.deliveryTimeoutSeconds(), 2, 600),
                        between("bufferMegabytes", config.bufferMegabytes(), 1, 4096) * MEGABYTE));
    }

    private static Duration seconds(String key, int value, int least, int most) {
        return Duration.ofSeconds(between(key, value, least, most));
    }

    private static long between(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BoroughException("The configuration key " + key + " is " + value
                    + "; allowed: a whole number from " + least + " to " + most + ".");
        }
        return value;
    }

    /** A consumer that reads on from the first command there is when its place is gone. */
    static Map<String, Object> consumer() {
        return Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                500,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                200,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                10_000L);
    }

    /** A client that soon says when a topic could not be made. */
    static Map<String, Object> admin() {
        return Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    }
}
