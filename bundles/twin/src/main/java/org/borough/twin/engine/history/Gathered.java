// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;

/**
 * One reading, or all of a stretch of time.
 *
 * @param at when it was taken, or when the stretch began
 * @param count how many readings
 * @param first the first of them
 * @param last the last of them
 * @param numbers those that are numbers; true and false count as 1 and 0
 */
public record Gathered(Instant at, long count, JsonNode first, JsonNode last, DoubleSummaryStatistics numbers) {

    static Gathered of(Instant at, JsonNode value) {
        return new Gathered(at, 1, value, value, numbers(value, new DoubleSummaryStatistics()));
    }

    /** The same with one reading more; its statistics are shared. */
    Gathered and(JsonNode value) {
        return new Gathered(at, count + 1, first, value, numbers(value, numbers));
    }

    private static DoubleSummaryStatistics numbers(JsonNode value, DoubleSummaryStatistics to) {
        if (value.isNumber()) {
            to.accept(value.doubleValue());
        } else if (value.isBoolean()) {
            to.accept(value.booleanValue() ? 1 : 0);
        }
        return to;
    }
}
