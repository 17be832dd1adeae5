// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borough.store.Store;

/** Reads stretches of a series, one by one or gathered. Waits for the disk. */
public final class SeriesReader {

    private static final int MOST_READ = 200_000;
    private static final int MOST_IN_ONE = 5_000_000;

    private final Store store;

    /** Reads from a store. */
    public SeriesReader(Store store) {
        this.store = store;
    }

    /**
     * Some entries, oldest first.
     *
     * @param next where to go on; nothing when there are no others
     */
    public record Page(List<Gathered> entries, Optional<Instant> next) {}

    /**
     * Reads from one time on up to another, without that.
     *
     * @param resolution the readings of so long a stretch become one entry; stretches begin at whole multiples since
     *     1970, in UTC, and those without readings are left out. Zero: each reading is an entry
     * @param most so many entries at most
     * @throws IllegalArgumentException when a single stretch has too many readings
     */
    public Page read(ReadingSeries series, Instant from, Instant to, Duration resolution, int most) {
        Visit visit = new Visit(to, resolution.isZero() ? 0 : micros(resolution), most);
        store.scan(series.prefix(), series.key(from), visit::take);
        return visit.page();
    }

    /** Whether there is any reading. */
    public boolean any(ReadingSeries series) {
        boolean[] found = new boolean[1];
        store.scan(series.prefix(), series.prefix(), (key, value) -> {
            found[0] = true;
            return false;
        });
        return found[0];
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static final class Visit {

        private final Instant to;
        private final long stretch;
        private final int most;
        private final List<Gathered> entries = new ArrayList<>();
        private Gathered open;
        private long read;
        private Instant next;

        Visit(Instant to, long stretch, int most) {
            this.to = to;
            this.stretch = stretch;
            this.most = most;
        }

        boolean take(byte[] key, byte[] bytes) {
            Instant at = ReadingSeries.time(key);
            if (!at.isBefore(to)) {
                return false;
            }
            Instant start = stretch == 0 ? at : start(at);
            boolean same = open != null && stretch > 0 && open.at().equals(start);
            if (!same && !mayBegin()) {
                next = at;
                return false;
            }
            read++;
            JsonNode value = ReadingCodec.value(bytes);
            if (same) {
                open = open.and(value);
                checkSize();
            } else {
                close();
                open = Gathered.of(start, value);
            }
            return true;
        }

        Page page() {
            close();
            return new Page(List.copyOf(entries), Optional.ofNullable(next));
        }

        private boolean mayBegin() {
            int begun = entries.size() + (open == null ? 0 : 1);
            return begun < most && (read < MOST_READ || begun == 0);
        }

        private void checkSize() {
            if (open.count() > MOST_IN_ONE) {
                throw new IllegalArgumentException("the resolution is too coarse: more than " + MOST_IN_ONE
                        + " readings fall into one stretch of time");
            }
        }

        private void close() {
            if (open != null) {
                entries.add(open);
                open = null;
            }
        }

        private Instant start(Instant at) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
            return Instant.EPOCH.plus(Math.floorDiv(micros, stretch) * stretch, ChronoUnit.MICROS);
        }
    }
}
