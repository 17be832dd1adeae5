// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.Stores;
import org.borough.store.Write;
import org.borough.thing.Status;

/** Stores that last as long as this. */
final class MemoryStores implements Stores {

    private final Map<String, NavigableMap<byte[], byte[]>> stores = new ConcurrentHashMap<>();

    @Override
    public Store open(String name) {
        return new Memory(stores.computeIfAbsent(name, key -> new ConcurrentSkipListMap<>(Arrays::compareUnsigned)));
    }

    private record Memory(NavigableMap<byte[], byte[]> values) implements Store {

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            batch.forEach(write -> write.value()
                    .ifPresentOrElse(value -> values.put(write.key(), value), () -> values.remove(write.key())));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
            byte[] start = Arrays.compareUnsigned(prefix, from) > 0 ? prefix : from;
            visit(values.tailMap(start), prefix, visitor);
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            NavigableMap<byte[], byte[]> found = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
            visit(values, prefix, (key, value) -> found.put(key, value) == null);
            visit(found.descendingMap(), prefix, visitor);
        }

        private static void visit(Map<byte[], byte[]> from, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            from.entrySet().stream()
                    .filter(entry -> Arrays.mismatch(entry.getKey(), prefix) == prefix.length
                            || Arrays.equals(entry.getKey(), prefix)
                            || prefix.length == 0)
                    .takeWhile(entry -> visitor.test(entry.getKey(), entry.getValue()))
                    .forEach(entry -> {});
        }

        @Override
        public Status status() {
            return Status.ok("in memory");
        }

        @Override
        public void close() {}
    }
}
