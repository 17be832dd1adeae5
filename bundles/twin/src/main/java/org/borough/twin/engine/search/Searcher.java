// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.thingsearch.model.SearchModelFactory;
import org.eclipse.ditto.thingsearch.model.SearchResult;
import org.eclipse.ditto.thingsearch.model.SearchResultBuilder;

/**
 * Searches on threads of its own. They take turns: each does one chunk of one search, then one of the next, so that a
 * short search does not wait for the end of a long one, and neither holds up who writes.
 */
public final class Searcher implements AutoCloseable {

    private static final int MAX_WAITING = 4096;

    private final Index index;
    private final long patienceNanos;
    private final int threads;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Searches an index, each search for so many seconds at most. */
    public Searcher(Index index, long patienceSeconds, int threads) {
        this.index = index;
        this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        // No more waits than searches are under way. When the engine stops, what waits is forgotten.
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "borough-search-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Counts what matches and may be seen. */
    public CompletionStage<Long> count(Question question, Sight.Finder sights, DittoHeaders headers) {
        LongAdder count = new LongAdder();
        return search(question, sights, (thing, cells, row) -> count.increment(), headers)
                .thenApply(nothing -> count.sum());
    }

    /** Finds a page; {@code things} knows them by id, {@code shown} says how each thing is shown; not at all if it has gone meanwhile. */
    public CompletionStage<SearchResult> find(
            Page page,
            Sight.Finder sights,
            Function<String, Optional<Indexed>> things,
            Function<Indexed, Optional<JsonObject>> shown,
            DittoHeaders headers) {
        page.after().ifPresent(id -> page.startAfter(id, things.apply(id).flatMap(thing -> row(page, thing, sights))));
        Hits hits = new Hits(page.kept(), page.order());
        Scan.Found found = (thing, cells, row) -> {
            Object[] values = page.order().values(cells, row);
            if (page.follows(values)) {
                hits.offer(new Hits.Hit(thing, values));
            }
        };
        return search(page.question(), sights, found, headers).thenApply(nothing -> result(page, hits.sorted(), shown));
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static Optional<Object[][]> row(Page page, Indexed thing, Sight.Finder sights) {
        Facts facts = thing.facts();
        Sight sight = sights.by(facts.policyId(), thing);
        boolean hidden = !facts.alive() || sight.whole() == Sight.Extent.NONE;
        return hidden ? Optional.empty() : Optional.of(Scan.seen(page.question(), sight, thing, facts));
    }

    private static SearchResult result(Page page, List<Hits.Hit> first, Function<Indexed, Optional<JsonObject>> shown) {
        SearchResultBuilder result = SearchModelFactory.newSearchResultBuilder();
        for (Hits.Hit hit : page.of(first)) {
            shown.apply(hit.thing()).ifPresent(result::add);
        }
        page.finish(first, result);
        return result.build();
    }

    private CompletionStage<Void> search(
            Question question, Sight.Finder sights, Scan.Found found, DittoHeaders headers) {
        if (underWay.get() >= MAX_WAITING) {
            throw new SearchTimeException(headers);
        }
        Scan scan = new Scan(index, question, sights, found, System.nanoTime() + patienceNanos);
        underWay.incrementAndGet();
        for (int i = 0; i < Math.min(threads, index.chunks().size()); i++) {
            pool.execute(() -> run(scan));
        }
        return scan.end().handle((nothing, failure) -> {
            underWay.decrementAndGet();
            if (failure instanceof Scan.TooLateException) {
                throw new SearchTimeException(headers);
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return null;
        });
    }

    private void run(Scan scan) {
        if (scan.step()) {
            pool.execute(() -> run(scan));
        }
    }
}
