// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.Status;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

    private final Memory store = new Memory();
    private final SeriesReader reader = new SeriesReader(store);

    private static ReadingSeries series(String thing, String path) {
        return new ReadingSeries(thing, CREATED, "air", path);
    }

    /** A reading a day, from so many days ago up to yesterday. */
    private void fill(ReadingSeries series, int days) {
        fill(series, days, Duration.ofDays(1));
    }

    private void fill(ReadingSeries series, int many, Duration apart) {
        for (int number = 1; number <= many; number++) {
            store.values.put(
                    series.key(NOW.minus(apart.multipliedBy(number))), ReadingCodec.bytes(LongNode.valueOf(number)));
        }
    }

    private int count(ReadingSeries series) {
        return reader.read(series, Instant.EPOCH, NOW, Duration.ZERO, 100_000)
                .entries()
                .size();
    }

    private Retention retention(Map<String, Integer> days) {
        return new Retention(
                store,
                series ->
                        days.containsKey(series.path()) ? OptionalInt.of(days.get(series.path())) : OptionalInt.empty(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void each_property_is_kept_as_long_as_it_is_recorded() {
        fill(series("city:a", "short"), 100);
        fill(series("city:a", "long"), 100);
        fill(series("city:a", "off"), 100);
        fill(series("city:a1", "unsaid"), 100);

        try (Retention retention = retention(Map.of("short", 10, "long", 50, "off", 0))) {
            retention.pass();
        }

        assertThat(count(series("city:a", "short"))).isEqualTo(10);
        assertThat(count(series("city:a", "long"))).isEqualTo(50);
        assertThat(count(series("city:a", "off"))).isZero();
        assertThat(count(series("city:a1", "unsaid"))).isEqualTo(100);
    }

    @Test
    void much_is_deleted_in_several_passes() {
        fill(series("city:a", "short"), 50_000, Duration.ofHours(1));

        try (Retention retention = retention(Map.of("short", 10))) {
            retention.pass();
            assertThat(count(series("city:a", "short"))).isEqualTo(30_000);
            retention.pass();
            retention.pass();
        }

        assertThat(count(series("city:a", "short"))).isEqualTo(240);
    }

    @Test
    void the_readings_of_deleted_things_go_and_those_of_others_stay() {
        fill(series("city:a", "x"), 100);
        fill(series("city:ab", "x"), 100);
        store.values.put(ReadingSeries.deletedKey("city:a", CREATED), new byte[0]);

        try (Retention retention = retention(Map.of())) {
            retention.pass();
        }

        assertThat(count(series("city:a", "x"))).isZero();
        assertThat(count(series("city:ab", "x"))).isEqualTo(100);
        assertThat(store.values).hasSize(100);
    }

    private static final class Memory implements Store {

        private final NavigableMap<byte[], byte[]> values = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            batch.forEach(write -> values.remove(write.key()));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
            for (var entry : values.tailMap(from).entrySet()) {
                boolean inside = entry.getKey().length >= prefix.length
                        && Arrays.equals(Arrays.copyOf(entry.getKey(), prefix.length), prefix);
                if (!inside || !visitor.test(entry.getKey(), entry.getValue())) {
                    return;
                }
            }
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            throw new UnsupportedOperationException("nobody scans readings backwards");
        }

        @Override
        public Status status() {
            return Status.ok("Takes writes.");
        }

        @Override
        public void close() {}
    }
}
