// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.borough.connect.Provisioning;

/** Provisions many devices, some at a time, and tells of each what became of it. */
final class Bulk {

    /** Enough to fill the disk's group commits, few enough not to crowd out logins. */
    private static final int AT_A_TIME = 256;

    private final List<Row> rows;
    private final Function<Row, CompletionStage<Provisioning.Result>> work;
    private final Provisioning.Result[] results;

    private Bulk(List<Row> rows, Function<Row, CompletionStage<Provisioning.Result>> work) {
        this.rows = rows;
        this.work = work;
        this.results = new Provisioning.Result[rows.size()];
    }

    static CompletionStage<Answer> of(List<Row> rows, Function<Row, CompletionStage<Provisioning.Result>> work) {
        Bulk bulk = new Bulk(rows, work);
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (int from = 0; from < rows.size(); from += AT_A_TIME) {
            int start = from;
            all = all.thenCompose(done -> bulk.some(start));
        }
        return all.thenApply(done -> bulk.answer());
    }

    private CompletionStage<Void> some(int start) {
        return CompletableFuture.allOf(IntStream.range(start, Math.min(start + AT_A_TIME, rows.size()))
                .mapToObj(index -> work.apply(rows.get(index))
                        .thenAccept(result -> results[index] = result)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private Answer answer() {
        int created = count(201);
        int unchanged = count(200);
        ObjectNode body = Json.object()
                .put("total", results.length)
                .put("created", created)
                .put("unchanged", unchanged)
                .put("failed", results.length - created - unchanged);
        ArrayNode told = body.putArray("results");
        for (int i = 0; i < results.length; i++) {
            ObjectNode line = told.addObject().put("line", rows.get(i).line());
            line.setAll(rows.get(i).told(results[i]));
        }
        int whole = created == results.length ? 201 : 207;
        return Answer.of(unchanged == results.length ? 200 : whole, body);
    }

    private int count(int status) {
        return (int) Arrays.stream(results)
                .filter(result -> Row.status(result) == status)
                .count();
    }
}
