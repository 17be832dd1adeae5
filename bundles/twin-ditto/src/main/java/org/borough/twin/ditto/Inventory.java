// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.borough.thing.ThingId;

/** Lists what is in Ditto by its search, and fetches things from where they are kept. */
final class Inventory {

    private static final String WHOLE = "thingId,policyId,definition,attributes,features,_revision,_modified";
    private static final int PAGE = 200;
    /** An address of this length passes every proxy. */
    private static final int MAX_IDS_LENGTH = 3_000;

    private final DittoHttp ditto;
    private final List<String> namespaces;

    Inventory(DittoHttp ditto, List<String> namespaces) {
        this.ditto = ditto;
        this.namespaces = namespaces;
    }

    /** The things that Ditto lists, each with a revision that may be a little old. */
    record Listed(Map<ThingId, Long> revisions) {

        boolean contains(ThingId thing) {
            return revisions.containsKey(thing);
        }

        /** Those whose revision is above the known one, in a list of the caller's own. */
        List<ThingId> newerThan(ToLongFunction<ThingId> known) {
            return revisions.entrySet().stream()
                    .filter(entry -> entry.getValue() > known.applyAsLong(entry.getKey()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    CompletionStage<Listed> list() {
        return page("", new Listed(new HashMap<>()));
    }

    private CompletionStage<Listed> page(String cursor, Listed listed) {
        String option = "size(" + PAGE + ")" + (cursor.isEmpty() ? "" : ",cursor(" + cursor + ")");
        String where = namespaces.isEmpty() ? "" : "&namespaces=" + DittoHttp.encoded(String.join(",", namespaces));
        return ditto.get("/search/things?fields=thingId,_revision&option=" + DittoHttp.encoded(option) + where)
                .thenCompose(answer -> {
                    JsonNode found = answer.orElseThrow(() -> Words.refused(404, MissingNode.getInstance()));
                    found.path("items").forEach(item -> listed.revisions()
                            .put(
                                    ThingId.parse(item.path("thingId").asText()),
                                    item.path("_revision").asLong()));
                    String next = found.path("cursor").asText("");
                    return next.isEmpty() ? CompletableFuture.completedFuture(listed) : page(next, listed);
                });
    }

    /** Things, whole. Those that are missing in the answer are not there, or may not be read. */
    CompletionStage<List<JsonNode>> fetch(List<ThingId> things) {
        String ids =
                things.stream().map(ThingId::toString).map(DittoHttp::encoded).collect(Collectors.joining(","));
        return ditto.get("/things?ids=" + ids + "&fields=" + WHOLE).thenApply(answer -> {
            List<JsonNode> found = new ArrayList<>();
            answer.ifPresent(all -> all.forEach(found::add));
            return found;
        });
    }

    /** Cuts a list so that each part fits into one address. */
    List<List<ThingId>> batches(List<ThingId> things) {
        List<List<ThingId>> batches = new ArrayList<>();
        List<ThingId> batch = new ArrayList<>();
        int length = 0;
        for (ThingId thing : things) {
            int more = DittoHttp.encoded(thing.toString()).length() + 1;
            if (length + more > MAX_IDS_LENGTH && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                length = 0;
            }
            batch.add(thing);
            length += more;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
