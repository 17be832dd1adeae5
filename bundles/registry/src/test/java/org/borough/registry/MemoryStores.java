// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.StoreFailedException;
import org.borough.store.Stores;
import org.borough.store.Write;
import org.borough.thing.Status;

/** One store in memory that outlives whoever opened it, and whose disk can be full. */
final class MemoryStores implements Stores {

    private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private volatile boolean full;
    private int batches;

    void full(boolean now) {
        full = now;
    }

    int batches() {
        return batches;
    }

    /** Puts something that no registry would write. */
    synchronized void damage(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public Store open(String name) {
        return new MemoryStore();
    }

    private final class MemoryStore implements Store {

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            if (full) {
                return CompletableFuture.failedStage(new StoreFailedException("the disk is full", null));
            }
            synchronized (MemoryStores.this) {
                batches++;
                batch.forEach(write -> write.value()
                        .ifPresentOrElse(value -> entries.put(write.key(), value), () -> entries.remove(write.key())));
            }
            return CompletableFuture.completedStage(null);
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            synchronized (MemoryStores.this) {
                return Optional.ofNullable(entries.get(key));
            }
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
            visit(new TreeMap<>(entries.tailMap(from, true)), prefix, visitor);
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            byte[] end = prefix.clone();
            end[end.length - 1]++;
            visit(entries.headMap(end, false).descendingMap(), prefix, visitor);
        }

        private void visit(Map<byte[], byte[]> map, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            for (Map.Entry<byte[], byte[]> entry : map.entrySet()) {
                boolean inside = Arrays.mismatch(prefix, entry.getKey()) == prefix.length
                        || Arrays.equals(prefix, entry.getKey());
                if (!inside || !visitor.test(entry.getKey(), entry.getValue())) {
                    return;
                }
            }
        }

        @Override
        public Status status() {
            return full ? Status.failed("The disk is full.") : Status.ok("Writes.");
        }

        @Override
        public void close() {
            // The entries stay for whoever opens it next.
        }
    }
}
