// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.StoreFailedException;
import org.borough.store.Stores;
import org.borough.store.Write;
import org.borough.thing.Status;

/** Stores whose content outlives the router, and whose disk may be full. */
final class MemoryStores implements Stores {

    private final Map<String, ConcurrentSkipListMap<byte[], byte[]>> content = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean full;

    void full(boolean now) {
        full = now;
    }

    /** How often something was written. */
    int writes() {
        return writes.get();
    }

    int size(String name) {
        return content.getOrDefault(name, new ConcurrentSkipListMap<>(Arrays::compareUnsigned))
                .size();
    }

    @Override
    public Store open(String name) {
        return new MemoryStore(
                content.computeIfAbsent(name, key -> new ConcurrentSkipListMap<>(Arrays::compareUnsigned)));
    }

    private final class MemoryStore implements Store {

        private final ConcurrentSkipListMap<byte[], byte[]> entries;

        MemoryStore(ConcurrentSkipListMap<byte[], byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            if (full) {
                return CompletableFuture.failedStage(new StoreFailedException("the disk is full", null));
            }
            writes.incrementAndGet();
            for (Write write : batch) {
                write.value()
                        .ifPresentOrElse(value -> entries.put(write.key(), value), () -> entries.remove(write.key()));
            }
            return CompletableFuture.completedStage(null);
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
            entries.tailMap(from).entrySet().stream()
                    .takeWhile(entry -> visitor.test(entry.getKey(), entry.getValue()))
                    .forEach(entry -> {});
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            throw new UnsupportedOperationException("the router does not scan backwards");
        }

        @Override
        public Status status() {
            return full ? Status.failed("The disk is full.") : Status.ok("Writes.");
        }

        @Override
        public void close() {
            // The content outlives the store, as on a disk.
        }
    }
}
