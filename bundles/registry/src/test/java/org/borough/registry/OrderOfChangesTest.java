// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.borough.connect.DeviceId;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.testkit.ManualClock;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderOfChangesTest {

    private static final int WRITERS = 4;
    private static final int DEVICES = 100;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Directory directory = new Directory(
            new SlowStore(new MemoryStores().open("registry")), new ManualClock(Authority.NOW), edit -> edit.acts()
                    .forEach(told::add));

    @AfterEach
    void close() {
        writers.shutdownNow();
        disk.shutdownNow();
    }

    @Test
    void changesOfManyAtOnceAreToldInTheOrderInWhichTheyWereMade() {
        City.await(directory.change("x", edit -> edit.createTenant("city", Json.object())));
        List<CompletableFuture<?>> all = IntStream.range(0, WRITERS)
                .<CompletableFuture<?>>mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer), writers))
                .toList();
        all.forEach(City::await);
        assertThat(told).hasSize(1 + 2 * WRITERS * DEVICES).isEqualTo(audit());
    }

    private void write(int writer) {
        List<CompletionStage<?>> all = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            DeviceId id = new DeviceId("city", writer + "-" + i);
            all.add(directory.change(
                    "x",
                    edit -> edit.createDevice(
                            edit.found().existingTenant("city"), id, Json.object(), Json.MAPPER.createArrayNode())));
            all.add(directory.change("x", edit -> edit.updateDevice(edit.found().existingDevice(id), Json.object())));
        }
        all.forEach(City::await);
    }

    private List<String> audit() {
        List<String> acts = new ArrayList<>();
        directory
                .audit(10_000)
                .forEach(entry -> acts.add(City.json(new String(entry, StandardCharsets.UTF_8))
                        .get("act")
                        .asText()));
        Collections.reverse(acts);
        return acts;
    }

    /** Says only later that something was written, on the thread of a disk. */
    private final class SlowStore implements Store {

        private final Store store;

        SlowStore(Store store) {
            this.store = store;
        }

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            store.write(batch);
            disk.execute(() -> written.complete(null));
            return written;
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            return store.get(key);
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
            store.scan(prefix, from, visitor);
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            store.scanBackwards(prefix, visitor);
        }

        @Override
        public Status status() {
            return store.status();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
