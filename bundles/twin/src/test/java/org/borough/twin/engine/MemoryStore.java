// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.StoreFailedException;
import org.borough.store.Write;
import org.borough.thing.Status;

/** A store that can be made to refuse, or to hold writes back until they are let go. */
final class MemoryStore implements Store {

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Runnable> held = new ArrayList<>();
    private boolean refusing;
    private boolean holding;

    synchronized void refuse(boolean now) {
        refusing = now;
    }

    synchronized void hold() {
        holding = true;
    }

    void letGo() {
        List<Runnable> now;
        synchronized (this) {
            holding = false;
            now = new ArrayList<>(held);
            held.clear();
        }
        now.forEach(Runnable::run);
    }

    synchronized int held() {
        return held.size();
    }

    synchronized int size() {
        return entries.size();
    }

    @Override
    public CompletionStage<Void> write(List<Write> batch) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Runnable commit = () -> commit(batch, answer);
        synchronized (this) {
            if (holding) {
                held.add(commit);
                return answer;
            }
        }
        commit.run();
        return answer;
    }

    private void commit(List<Write> batch, CompletableFuture<Void> answer) {
        synchronized (this) {
            if (refusing) {
                answer.completeExceptionally(new StoreFailedException("The disk is full.", null));
                return;
            }
            batch.forEach(write -> write.value()
                    .ifPresentOrElse(value -> entries.put(write.key(), value), () -> entries.remove(write.key())));
        }
        answer.complete(null);
    }

    @Override
    public synchronized Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
        for (var entry : new TreeMap<>(entries.tailMap(from, true)).entrySet()) {
            byte[] key = entry.getKey();
            boolean inside = key.length >= prefix.length && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix);
            if (!inside || !visitor.test(key, entry.getValue())) {
                return;
            }
        }
    }

    @Override
    public synchronized void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
        for (var entry : new TreeMap<>(entries).descendingMap().entrySet()) {
            byte[] key = entry.getKey();
            boolean inside = key.length >= prefix.length && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix);
            if (inside && !visitor.test(key, entry.getValue())) {
                return;
            }
        }
    }

    @Override
    public Status status() {
        return refusing ? Status.failed("The disk is full.") : Status.ok("Takes writes.");
    }

    @Override
    public void close() {
        letGo();
    }
}
