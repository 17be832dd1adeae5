// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How records are delivered.
 *
 * @param timeout for how long one is tried
 * @param bufferBytes how much memory records under way may take
 */
public record Delivery(Duration timeout, long bufferBytes) {

    /** Records that are not yet accepted may hold this part of the buffer's size besides. */
    private static final int WAITING_PART = 4;

    /** How much may wait for topics that are not known yet. */
    public long waitingBytes() {
        return bufferBytes / WAITING_PART;
    }

    /** A producer that never blocks, gives up in time, and hears soon of topics that were made anew. */
    public Map<String, Object> producer() {
        long half = timeout.toMillis() / 2;
        return Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                0L,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                bufferBytes,
                ProducerConfig.BATCH_SIZE_CONFIG,
                (int) Math.min(1 << 16, bufferBytes / 16),
                ProducerConfig.LINGER_MS_CONFIG,
                1L,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) half,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) timeout.toMillis(),
                ProducerConfig.METADATA_MAX_AGE_CONFIG,
                10_000L,
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                60_000L);
    }
}
