// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what was loaded, and what could not be. What has become old is still lent while it is loaded anew, so only
 * whoever asks first waits; what was used least recently goes when there is too much.
 */
final class Documents<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private final Function<String, CompletableFuture<T>> source;
    private final long freshNanos;
    private final long negativeNanos;
    private final LongSupplier nanos;
    private final Map<String, Entry<T>> known;

    /** What is lent, and until when it is neither old nor worth another try. */
    private record Entry<T>(CompletableFuture<T> value, long until) {}

    Documents(
            Function<String, CompletableFuture<T>> source,
            Duration fresh,
            Duration negative,
            int most,
            LongSupplier nanos) {
        this.source = source;
        this.freshNanos = fresh.toNanos();
        this.negativeNanos = negative.toNanos();
        this.nanos = nanos;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry<T>> eldest) {
                return size() > most;
            }
        };
    }

    CompletableFuture<T> get(String name) {
        CompletableFuture<T> before = null;
        CompletableFuture<T> loading = new CompletableFuture<>();
        synchronized (known) {
            Entry<T> entry = known.get(name);
            if (entry != null && (!entry.value.isDone() || nanos.getAsLong() - entry.until < 0)) {
                return entry.value;
            }
            boolean stale = entry != null && !entry.value.isCompletedExceptionally();
            before = stale ? entry.value : null;
            known.put(name, stale ? new Entry<>(before, soon()) : new Entry<>(loading, soon()));
        }
        CompletableFuture<T> old = before;
        source.apply(name).whenComplete((value, failure) -> settle(name, loading, old, value, failure));
        return old == null ? loading : old;
    }

    void clear() {
        synchronized (known) {
            known.clear();
        }
    }

    private void settle(String name, CompletableFuture<T> loading, CompletableFuture<T> old, T value, Throwable why) {
        if (why == null) {
            loading.complete(value);
        } else {
            Throwable cause = why.getCause() == null ? why : why.getCause();
            loading.completeExceptionally(cause);
            if (!(cause instanceof Unavailable known) || known.isNews()) {
                LOG.warn("The model {} was not loaded: {}", name, cause.getMessage());
            }
        }
        boolean keepsOld = why != null && old != null;
        long until = why == null ? nanos.getAsLong() + freshNanos : soon();
        synchronized (known) {
            if (known.containsKey(name)) {
                known.put(name, new Entry<>(keepsOld ? old : loading, until));
            }
        }
    }

    private long soon() {
        return nanos.getAsLong() + negativeNanos;
    }
}
