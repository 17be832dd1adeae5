// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.Status;

/** A store that keeps its entries until it is opened again. */
final class MemoryStore implements Store {

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public CompletionStage<Void> write(List<Write> batch) {
        batch.forEach(write -> write.value()
                .ifPresentOrElse(value -> entries.put(write.key(), value), () -> entries.remove(write.key())));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
        entries.forEach(visitor::test);
    }

    @Override
    public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
        entries.descendingMap().forEach(visitor::test);
    }

    @Override
    public Status status() {
        return Status.ok("");
    }

    @Override
    public void close() {
        // The entries stay.
    }
}
