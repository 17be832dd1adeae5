// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.borough.store.Store;
import org.borough.store.StoreFailedException;
import org.borough.store.Write;
import org.borough.thing.BoroughException;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoresTest {

    @TempDir
    private Path directory;

    private final AtomicReference<String> shortage = new AtomicReference<>("");
    private final List<Health> healths = new ArrayList<>();
    private RocksStores stores;

    @BeforeEach
    void open() {
        stores = stores();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void what_was_written_is_read_and_survives_a_restart() {
        Store store = stores.open("twins");
        write(store, put("a", "1"), put("b", "2"));
        write(store, Write.delete(bytes("a")));
        assertThat(store.get(bytes("a"))).isEmpty();
        store.close();

        assertThat(stores.open("twins").get(bytes("b")).map(RocksStoresTest::text))
                .contains("2");
    }

    @Test
    void keys_are_ordered_as_unsigned_bytes() {
        Store store = stores.open("order");
        byte[] low = {1};
        byte[] high = {(byte) 0xFF, 1};
        write(store, Write.put(high, bytes("high")), Write.put(low, bytes("low")));
        List<String> seen = new ArrayList<>();
        store.scan(new byte[0], new byte[0], (key, value) -> seen.add(text(value)));
        assertThat(seen).containsExactly("low", "high");
    }

    @Test
    void a_scan_stays_in_its_prefix_and_stops_when_told() {
        Store store = stores.open("scan");
        write(store, put("a/1", "1"), put("a/2", "2"), put("a/3", "3"), put("b/1", "4"));
        assertThat(scanned(store, "a/", "a/2", 9)).containsExactly("2", "3");
        assertThat(scanned(store, "a/", "a/", 2)).containsExactly("1", "2");
        assertThatThrownBy(() -> scanned(store, "a/", "b/", 1)).isInstanceOf(BoroughException.class);
    }

    @Test
    void a_backward_scan_starts_at_the_greatest_key_of_its_prefix() {
        Store store = stores.open("back");
        write(store, put("a/1", "1"), put("a/2", "2"), put("b/1", "3"));
        write(store, Write.put(new byte[] {(byte) 0xFF}, bytes("4")));
        assertThat(backwards(store, bytes("a/"))).containsExactly("2", "1");
        assertThat(backwards(store, new byte[0])).containsExactly("4", "3", "2", "1");
        assertThat(backwards(store, new byte[] {(byte) 0xFF})).containsExactly("4");
        assertThat(backwards(store, bytes("c"))).isEmpty();
    }

    @Test
    void writes_of_many_threads_are_grouped_and_answered_in_order() {
        Store store = stores.open("many");
        List<Integer> answered = new ArrayList<>();
        CompletableFuture<?>[] writes = IntStream.range(0, 20_000)
                .mapToObj(i -> store.write(List.of(put("k" + i, "v")))
                        .thenRun(() -> answered.add(i))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writes).join();
        assertThat(answered).hasSize(20_000).isSorted();
    }

    @Test
    void a_store_is_open_once_only_and_its_name_is_checked() {
        stores.open("twins");
        assertThatThrownBy(() -> stores.open("twins")).hasMessageContaining("open already");
        assertThatThrownBy(() -> stores.open("../etc")).hasMessageContaining("'../etc'");
    }

    @Test
    void a_closed_store_refuses_writes_and_reads() {
        Store store = stores.open("shut");
        store.close();
        store.close();
        assertThat(store.write(List.of(put("a", "1"))).toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> store.get(bytes("a"))).isInstanceOf(StoreFailedException.class);
    }

    @Test
    void what_waits_is_written_before_a_store_closes() {
        Store store = stores.open("waits");
        List<CompletableFuture<Void>> writes = IntStream.range(0, 1000)
                .mapToObj(i -> store.write(List.of(put("k" + i, "v"))).toCompletableFuture())
                .toList();
        store.close();
        writes.forEach(CompletableFuture::join);
        assertThat(scanned(stores.open("waits"), "", "", 2000)).hasSize(1000);
    }

    @Test
    void without_room_writes_fail_and_the_store_recovers_by_itself() {
        Store store = stores.open("full");
        write(store, put("a", "1"));
        shortage.set("only 3 MB are free");
        assertThatThrownBy(() -> write(store, put("a", "2")))
                .hasCauseInstanceOf(StoreFailedException.class)
                .hasMessageContaining("only 3 MB are free");
        assertThat(store.status().level()).isEqualTo(Status.Level.FAILED);
        assertThat(store.get(bytes("a")).map(RocksStoresTest::text)).contains("1");

        shortage.set("");
        write(store, put("a", "3"));
        assertThat(store.status().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void each_store_tells_its_health() {
        Store store = stores.open("twins");
        assertThat(healths).extracting(Health::subject).containsExactly("store:twins");
        store.close();
        assertThat(healths).isEmpty();
    }

    @Test
    void a_damaged_tail_is_cut_and_reported() throws IOException {
        Store store = stores.open("torn");
        for (int i = 0; i < 100; i++) {
            write(store, put("k" + i, "v".repeat(100)));
        }
        // The database as a kill leaves it: copied while it is open.
        copy(directory.resolve("torn"), directory.resolve("killed"));
        damageLastBytes(newestLog(directory.resolve("killed")));

        Store reopened = stores.open("killed");
        assertThat(scanned(reopened, "", "", 200)).hasSizeBetween(90, 99);
        assertThat(reopened.status().level()).isEqualTo(Status.Level.DEGRADED);
        assertThat(reopened.status().reason()).contains("damaged");
        write(reopened, put("k99", "again"));
        reopened.close();
        Store whole = stores.open("killed");
        assertThat(whole.get(bytes("k99")).map(RocksStoresTest::text)).contains("again");
        await().until(() -> whole.status().level() == Status.Level.OK);
    }

    @Test
    void a_file_that_is_no_store_is_refused_by_name() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("junk"));
        Files.writeString(folder.resolve("CURRENT"), "nonsense");
        assertThatThrownBy(() -> stores.open("junk"))
                .isInstanceOf(StoreFailedException.class)
                .hasMessageContaining("junk");
    }

    private RocksStores stores() {
        return new RocksStores(directory, folder -> repairing -> shortage.get(), health -> {
            healths.add(health);
            return () -> healths.remove(health);
        });
    }

    private static void write(Store store, Write... writes) {
        store.write(List.of(writes)).toCompletableFuture().join();
    }

    private static List<String> scanned(Store store, String prefix, String from, int limit) {
        List<String> seen = new ArrayList<>();
        store.scan(bytes(prefix), bytes(from), (key, value) -> {
            seen.add(text(value));
            return seen.size() < limit;
        });
        return seen;
    }

    private static List<String> backwards(Store store, byte[] prefix) {
        List<String> seen = new ArrayList<>();
        store.scanBackwards(prefix, (key, value) -> seen.add(text(value)));
        return seen;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(path -> !path.endsWith("LOCK")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static Path newestLog(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
    }

    private static void damageLastBytes(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(file.length() - 20);
            file.write(new byte[] {1, 2, 3, 4, 5});
        }
    }

    private static Write put(String key, String value) {
        return Write.put(bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
