// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.borough.thing.ThingId;
import org.borough.things.TravelState;
import org.borough.twin.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the history how segments went in the week before the service began. */
final class Past {

    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    private final Optional<History> history;
    private final ConcurrentLinkedQueue<Remembered> remembered = new ConcurrentLinkedQueue<>();

    Past(Optional<History> history) {
        this.history = history;
    }

    /** What is remembered of a segment: the numbers only, since thousands of segments answer at once after a start. */
    record Remembered(ThingId segment, long[] steps, float[] speeds) {

        static Remembered of(ThingId segment, List<History.Bucket> buckets) {
            long[] steps = new long[buckets.size()];
            float[] speeds = new float[steps.length];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = Course.step(buckets.get(i).start());
                speeds[i] = (float) buckets.get(i).mean();
            }
            return new Remembered(segment, steps, speeds);
        }
    }

    /** Asks for one segment; the answer comes when it comes. */
    void ask(ThingId segment, Instant now) {
        if (history.isEmpty()
                || history.get().recorded(segment, TravelState.SPEED).isEmpty()) {
            return;
        }
        History.Span span = History.Span.before(now, Course.STEP.multipliedBy(Course.KEPT));
        history.get()
                .buckets(segment, TravelState.SPEED, span, Course.STEP, Course.KEPT)
                .whenComplete((buckets, failure) -> {
                    if (failure == null) {
                        remembered.add(Remembered.of(segment, buckets));
                    } else {
                        LOG.debug("the history of {} did not answer", segment, failure);
                    }
                });
    }

    /** What came since the last call. */
    List<Remembered> take() {
        List<Remembered> taken = new ArrayList<>();
        for (Remembered one = remembered.poll(); one != null; one = remembered.poll()) {
            taken.add(one);
        }
        return taken;
    }
}
