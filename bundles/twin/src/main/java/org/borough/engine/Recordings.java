// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What recorded properties of things said, for front doors: behind the policy of the present value. Callable from any
 * thread; never blocks. A service.
 */
@ProviderType
public interface Recordings {

    /**
     * Reads some history, oldest first, one property after the other.
     *
     * @return fails with the error that Ditto would give to who reads the present value when the subjects in the headers
     *     may read none of the properties; those that they may not read are left out
     */
    CompletionStage<Page> read(Wanted wanted);

    /**
     * What is asked for.
     *
     * @param places {@code /features/<id>/properties/<path>} each
     * @param from the first instant
     * @param to the instant behind the last
     * @param resolution readings of so long a stretch become one entry; stretches begin at whole multiples since 1970 in
     *     UTC. Zero: each reading is an entry
     * @param most so many entries at most, of all properties together
     * @param start where to go on, when a page before has said so
     */
    record Wanted(
            DittoHeaders headers,
            ThingId thing,
            List<JsonPointer> places,
            Instant from,
            Instant to,
            Duration resolution,
            int most,
            Optional<Next> start) {}

    /**
     * Some history.
     *
     * @param next where to go on; nothing when this was all
     */
    record Page(List<Series> series, Optional<Next> next) {}

    /**
     * Where to go on.
     *
     * @param place the index of the property among those that were asked for
     * @param from from when on
     */
    record Next(int place, Instant from) {}

    /**
     * The history of one property.
     *
     * @param recordedDays for how many days it is recorded; 0 when it is not
     */
    record Series(JsonPointer place, int recordedDays, List<Entry> entries) {}

    /**
     * One reading, or all of a stretch.
     *
     * @param at when it was taken, or when the stretch began
     * @param count how many readings
     * @param first the first of them
     * @param last the last of them
     * @param numbers those that are numbers; true and false count as 1 and 0
     */
    record Entry(Instant at, long count, JsonValue first, JsonValue last, DoubleSummaryStatistics numbers) {}
}
