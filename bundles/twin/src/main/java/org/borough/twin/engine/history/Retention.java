// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.borough.store.Store;
import org.borough.store.StoreFailedException;
import org.borough.store.Write;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes readings that are older than their property is recorded, and those of deleted things; a little at a time. */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int SERIES_PER_PASS = 2_000;
    private static final int DELETIONS_PER_PASS = 20_000;
    private static final int SECONDS_BETWEEN = 30;

    private final Store store;
    private final Function<ReadingSeries, OptionalInt> days;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private byte[] position = ReadingSeries.READINGS.clone();
    private boolean failing;

    /**
     * Deletes nothing yet.
     *
     * @param days for how many days a property is recorded; nothing when nobody says, then its readings stay
     */
    public Retention(Store store, Function<ReadingSeries, OptionalInt> days, Clock clock) {
        this.store = store;
        this.days = days;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "borough-twin-retention");
            made.setDaemon(true);
            made.setPriority(Thread.MIN_PRIORITY);
            return made;
        });
    }

    /** Begins to look through the readings, over and over. */
    public void start() {
        thread.scheduleWithFixedDelay(this::passGuarded, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void passGuarded() {
        try {
            pass();
            failing = false;
        } catch (StoreFailedException | CompletionException e) {
            if (!failing) {
                LOG.warn("Old readings cannot be deleted at the moment ({}); it is tried again", e.getMessage());
            }
            failing = true;
        }
    }

    /** Looks at some series and deletes what is too old. */
    void pass() {
        int left = forgetDeleted(DELETIONS_PER_PASS);
        for (int looked = 0; looked < SERIES_PER_PASS && left > 0; looked++) {
            byte[] first = firstKey(ReadingSeries.READINGS, position);
            if (first.length == 0) {
                position = ReadingSeries.READINGS.clone();
                return;
            }
            left -= trim(first, left);
        }
    }

    private int forgetDeleted(int most) {
        int left = most;
        byte[] deleted = firstKey(ReadingSeries.deletedPrefix(), ReadingSeries.deletedPrefix());
        while (deleted.length > 0 && left > 0) {
            byte[] readings = ReadingSeries.readingsOf(deleted);
            List<Write> writes = keys(readings, Instant.MAX, left);
            boolean all = writes.size() < left;
            left -= writes.size();
            if (all) {
                writes.add(Write.delete(deleted));
            }
            write(writes);
            deleted = all ? firstKey(ReadingSeries.deletedPrefix(), ReadingSeries.deletedPrefix()) : new byte[0];
        }
        return left;
    }

    private int trim(byte[] first, int most) {
        ReadingSeries series =
                ReadingSeries.of(first).orElseThrow(() -> new IllegalStateException("A reading has a broken key"));
        OptionalInt kept = days.apply(series);
        Instant oldest = kept.isPresent() ? clock.instant().minus(Duration.ofDays(kept.getAsInt())) : Instant.MIN;
        List<Write> writes =
                ReadingSeries.time(first).isBefore(oldest) ? keys(series.prefix(), oldest, most) : List.of();
        if (!writes.isEmpty()) {
            write(writes);
        }
        if (writes.size() < most) {
            position = series.end();
        }
        return writes.size();
    }

    private List<Write> keys(byte[] prefix, Instant before, int most) {
        List<Write> writes = new ArrayList<>();
        store.scan(prefix, prefix, (key, value) -> {
            boolean old = writes.size() < most && ReadingSeries.time(key).isBefore(before);
            if (old) {
                writes.add(Write.delete(key));
            }
            return old;
        });
        return writes;
    }

    private void write(List<Write> writes) {
        store.write(writes).toCompletableFuture().join();
    }

    private byte[] firstKey(byte[] prefix, byte[] from) {
        byte[][] first = {new byte[0]};
        store.scan(prefix, from, (key, value) -> {
            first[0] = key;
            return false;
        });
        return first[0];
    }
}
