// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.Status;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;
import org.junit.jupiter.api.Test;

/**
 * Measures searches in the engine alone. No test of the build; run it by name:
 *
 * <pre>mvn -pl bundles/twin surefire:test -Dtest=SearchFigures -Dthings=100000 -DargLine="-Xmx2g -DindexMegabytes=64"</pre>
 */
class SearchFigures {

    private static final DittoHeaders ADMIN = EngineFixture.as("borough:admin");
    private static final int ROUNDS = 100;

    @Test
    void how_long_searches_take() {
        int things = Integer.getInteger("things", 10_000);
        TwinEngine.Settings settings = settings(Integer.getInteger("indexMegabytes", 64));
        try (TwinEngine engine = new TwinEngine(new Oblivious(), settings, Clock.systemUTC())) {
            long began = System.nanoTime();
            fill(engine, things);
            long seconds = (System.nanoTime() - began) / 1_000_000_000;
            System.out.printf("%d things made in %d s, %d MB live%n", things, seconds, liveMegabytes());
            measure(engine, "one of all", "eq(attributes/serial,\"s-77\")", "size(25)");
            measure(engine, "one in a thousand", "eq(attributes/n,77)", "size(25)");
            measure(
                    engine,
                    "nested",
                    "and(gt(features/lamp/properties/state/level,50),or(like(attributes/street,\"M*\"),"
                            + "not(exists(attributes/n))),eq(features/*/properties/on,true))",
                    "size(25)");
            measure(engine, "sorted", "eq(features/lamp/properties/on,true)", "sort(-attributes/n),size(200)");
            measure(
                    engine,
                    "near, by distance",
                    "near(attributes/location,52.37,4.9268,500)",
                    "sort(+distance(attributes/location,52.37,4.9268)),size(25)");
            measure(engine, "all, first page", null, "size(25)");
            System.out.printf("%d MB live with columns%n", liveMegabytes());
        }
    }

    private static TwinEngine.Settings settings(long indexMegabytes) {
        TwinEngine.Settings usual = TwinEngine.Settings.DEFAULT;
        return new TwinEngine.Settings(
                usual.snapshotEvents(),
                usual.historyEvents(),
                usual.hotTwins(),
                usual.cachedPolicies(),
                usual.listenerQueue(),
                usual.listenerPatienceMillis(),
                usual.subjects(),
                new SearchSettings(indexMegabytes << 20, usual.search().seconds()));
    }

    private static void fill(TwinEngine engine, int things) {
        EngineFixture.done(engine.engine()
                .execute(CreatePolicy.of(
                        PoliciesModelFactory.newPolicy(
                                "{\"policyId\":\"city:p\",\"entries\":{\"a\":{\"subjects\":{\"borough:admin\":{\"type\":\"u\"}},"
                                        + "\"resources\":{\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                                        + "\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}}}"),
                        ADMIN)));
        String[] streets = {"Main", "Mill", "Dam", "Oak", "Kade"};
        for (int i = 0; i < things; i++) {
            String json = "{\"thingId\":\"city:lamp-" + i + "\",\"policyId\":\"city:p\",\"attributes\":{\"serial\":\"s-"
                    + i
                    + "\",\"n\":" + i % 1000 + ",\"street\":\"" + streets[i % 5]
                    + "\",\"location\":{\"type\":\"Point\",\"coordinates\":[" + (4.7 + i % 997 * 0.0004) + ","
                    + (52.2 + i % 1009 * 0.0003) + "]}},\"features\":{\"lamp\":{\"definition\":[\"x:lamp:1.0.0\"],"
                    + "\"properties\":{\"on\":" + (i % 2 == 0) + ",\"state\":{\"level\":" + i % 100 + "}}}}}";
            EngineFixture.done(engine.engine().execute(CreateThing.of(ThingsModelFactory.newThing(json), null, ADMIN)));
        }
    }

    private static void measure(TwinEngine engine, String name, String filter, String option) {
        QueryThings query =
                QueryThings.of(filter, List.of(option), JsonFactory.newFieldSelector("thingId"), null, ADMIN);
        long first = once(engine, query);
        for (int i = 0; i < ROUNDS / 2; i++) {
            once(engine, query);
        }
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            nanos[i] = once(engine, query);
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-20s first %,9.1f ms, then p50 %7.2f ms, p99 %7.2f ms%n",
                name, first / 1e6, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6);
    }

    private static long once(TwinEngine engine, QueryThings query) {
        long began = System.nanoTime();
        var response = (QueryThingsResponse)
                engine.engine().execute(query).toCompletableFuture().join();
        assertThat(response.getSearchResult().getSize()).isPositive();
        return System.nanoTime() - began;
    }

    private static long liveMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    /** Keeps nothing, so that only the twins take memory. */
    private static final class Oblivious implements Store {

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            return Optional.empty();
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {}

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {}

        @Override
        public Status status() {
            return Status.ok("keeps nothing");
        }

        @Override
        public void close() {}
    }
}
