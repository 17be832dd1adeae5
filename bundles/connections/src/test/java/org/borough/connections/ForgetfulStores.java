// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.nio.charset.StandardCharsets;
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

/** Stores in memory, which live as long as this does: a city that is closed and opened again finds its own. */
final class ForgetfulStores implements Stores {

    private final Map<String, NavigableMap<byte[], byte[]>> all = new ConcurrentHashMap<>();

    @Override
    public Store open(String name) {
        return new InMemory(all.computeIfAbsent(name, fresh -> new ConcurrentSkipListMap<>(Arrays::compareUnsigned)));
    }

    /** All that a store holds, as text of one byte a character. */
    String raw(String name) {
        StringBuilder raw = new StringBuilder();
        all.get(name).values().forEach(value -> raw.append(new String(value, StandardCharsets.ISO_8859_1)));
        return raw.toString();
    }

    private record InMemory(NavigableMap<byte[], byte[]> values) implements Store {

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
            visit(values.tailMap(Arrays.compareUnsigned(prefix, from) > 0 ? prefix : from), prefix, visitor);
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            Map<byte[], byte[]> matching = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
            visit(values, prefix, (key, value) -> matching.put(key, value) == null);
            visit(((NavigableMap<byte[], byte[]>) matching).descendingMap(), new byte[0], visitor);
        }

        private static void visit(Map<byte[], byte[]> from, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            for (Map.Entry<byte[], byte[]> entry : from.entrySet()) {
                byte[] key = entry.getKey();
                boolean begins =
                        key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
                if (begins && !visitor.test(key, entry.getValue())) {
                    return;
                }
            }
        }

        @Override
        public Status status() {
            return Status.ok("in memory");
        }

        @Override
        public void close() {}
    }
}
