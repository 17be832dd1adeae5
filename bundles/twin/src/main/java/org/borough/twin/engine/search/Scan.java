// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** One search on its way through the chunks. */
final class Scan {

    private static final int ROWS_PER_LOOK_AT_THE_CLOCK = 64;

    private final Question question;
    private final Sight.Finder sights;
    private final Found found;
    private final long deadline;
    private final boolean monotone;
    private final List<Chunk> chunks;
    private final List<Column> columns;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger undone;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Is told of every row that matches and may be seen. */
    interface Found {

        void row(Indexed thing, Object[][] cells, int row);
    }

    /** The deadline was missed. */
    static final class TooLateException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLateException() {
            super("The time for the search is over", null, false, false);
        }
    }

    Scan(Index index, Question question, Sight.Finder sights, Found found, long deadline) {
        this.question = question;
        this.sights = sights;
        this.found = found;
        this.deadline = deadline;
        this.monotone = question.filter().monotone();
        this.chunks = index.chunks();
        this.columns = index.columns(question.fields());
        this.undone = new AtomicInteger(chunks.size());
        if (chunks.isEmpty()) {
            end.complete(null);
        }
    }

    CompletionStage<Void> end() {
        return end;
    }

    /** Does the next chunk; false when none is left to begin. */
    // Whatever goes wrong must reach whoever waits for the answer.
    @SuppressWarnings("checkstyle:IllegalCatch")
    boolean step() {
        int number = next.getAndIncrement();
        if (number >= chunks.size() || end.isDone()) {
            return false;
        }
        try {
            look();
            chunks.get(number).read(question.fields(), columns, this::read);
        } catch (RuntimeException | StackOverflowError e) {
            end.completeExceptionally(e);
            return false;
        }
        if (undone.decrementAndGet() == 0) {
            end.complete(null);
        }
        return number + 1 < chunks.size();
    }

    private void read(Chunk chunk, Object[][] cells, int count) {
        Filter filter = question.filter();
        for (int row = 0; row < count; row++) {
            if (row % ROWS_PER_LOOK_AT_THE_CLOCK == 0) {
                look();
            }
            if (chunk.isAlive(row) && (!monotone || filter.test(cells, row))) {
                readable(chunk, cells, row);
            }
        }
    }

    private void readable(Chunk chunk, Object[][] cells, int row) {
        Sight sight = sights.by(chunk.policy(row), chunk.thing(row));
        switch (sight.whole()) {
            case ALL -> tell(chunk.thing(row), cells, row, monotone);
            case SOME -> tell(chunk.thing(row), seen(sight, chunk.thing(row), cells, row), 0, false);
            case NONE -> {
                // Looks like a thing that is not there.
            }
        }
    }

    private void tell(Indexed thing, Object[][] cells, int row, boolean tested) {
        if (tested || question.filter().test(cells, row)) {
            found.row(thing, cells, row);
        }
    }

    private Object[][] seen(Sight sight, Indexed thing, Object[][] cells, int row) {
        return seen(question, sight, thing, field -> cells[field][row]);
    }

    /** A single row with the fields of a thing as somebody sees them. */
    static Object[][] seen(Question question, Sight sight, Indexed thing, Facts facts) {
        return seen(
                question, sight, thing, field -> question.fields().get(field).cell(facts));
    }

    private static Object[][] seen(Question question, Sight sight, Indexed thing, IntFunction<Object> cells) {
        Object[][] seen = new Object[question.fields().size()][1];
        JsonNode tree = null;
        for (int i = 0; i < seen.length; i++) {
            Field field = question.fields().get(i);
            switch (sight.of(field)) {
                case ALL -> seen[i][0] = cells.apply(i);
                case NONE -> seen[i][0] = field.nothing();
                case SOME -> {
                    tree = tree == null ? sight.seen(thing) : tree;
                    seen[i][0] = field.cell(tree);
                }
            }
        }
        return seen;
    }

    private void look() {
        if (System.nanoTime() - deadline > 0) {
            throw new TooLateException();
        }
    }
}
