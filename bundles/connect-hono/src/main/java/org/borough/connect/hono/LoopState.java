// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.util.Map;
import java.util.Optional;

/**
 * How a consumer is doing, as of its last round.
 *
 * @param partitions how many it has
 * @param lag unread records by topic
 * @param trouble why it does not go on
 */
record LoopState(int partitions, Map<String, Long> lag, Optional<String> trouble) {

    static final LoopState NEW = new LoopState(0, Map.of(), Optional.empty());

    LoopState {
        lag = Map.copyOf(lag);
    }

    long totalLag() {
        return lag.values().stream().mapToLong(Long::longValue).sum();
    }

    LoopState failed(String reason) {
        return new LoopState(0, Map.of(), Optional.of(reason));
    }
}
