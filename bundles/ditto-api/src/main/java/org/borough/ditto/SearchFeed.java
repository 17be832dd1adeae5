// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.borough.ditto.search.Pages;
import org.borough.thing.Subscription;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * What a search finds, as server-sent events: one for each thing, with the thing's id as its own, so that a client that lost
 * its connection goes on behind the last one. The next page is searched when the one before has been taken.
 */
final class SearchFeed implements EventStream.Feed {

    private static final JsonPointer THING_ID = JsonPointer.of("thingId");

    private final FrontDoor door;
    private final Pages pages;
    private final boolean showsId;

    SearchFeed(FrontDoor door, Call call, String lastId) {
        Query query = call.query();
        Optional<JsonFieldSelector> fields = Optional.ofNullable(query.fields());
        this.door = door;
        this.showsId = fields.isEmpty() || fields.get().getPointers().contains(THING_ID);
        this.pages = new Pages(
                door.engine(),
                SearchRoute.filter(query),
                options(query, lastId),
                Optional.ofNullable(SearchRoute.namespaces(query)),
                fields.map(SearchFeed::withId),
                HeaderRules.internal(call.headers()));
    }

    @Override
    public Subscription open(EventStream to) {
        door.carriers().execute(() -> search(to));
        return () -> {};
    }

    private static String options(Query query, String lastId) {
        String options = query.get("option").orElse("");
        if (lastId == null || lastId.isBlank()) {
            return options;
        }
        String after = "after(" + URLEncoder.encode(lastId.strip(), StandardCharsets.UTF_8) + ")";
        return options.isBlank() ? after : options + ',' + after;
    }

    private static JsonFieldSelector withId(JsonFieldSelector fields) {
        LinkedHashSet<JsonPointer> pointers = new LinkedHashSet<>(fields.getPointers());
        pointers.add(THING_ID);
        return JsonFactory.newFieldSelector(pointers);
    }

    // Whatever goes wrong is told to the reader.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void search(EventStream to) {
        try {
            pages.next().whenComplete((page, failure) -> {
                if (failure != null) {
                    fail(failure, to);
                    return;
                }
                page.getItems().forEach(item -> to.put(done -> to.send(data(item.asObject()), done)));
                if (pages.atEnd()) {
                    to.end();
                } else {
                    to.put(done -> {
                        search(to);
                        done.run();
                    });
                }
            });
        } catch (RuntimeException failure) {
            fail(failure, to);
        }
    }

    private static void fail(Throwable failure, EventStream to) {
        to.put(done -> to.send(Failures.toDitto(failure).toJsonString(), done));
        to.end();
    }

    /** The data first: there are clients that take the first line for it. */
    private String data(JsonObject thing) {
        String id = thing.getValue(THING_ID).map(JsonValue::asString).orElse("");
        JsonObject shown = showsId ? thing : thing.remove(JsonKey.of("thingId"));
        return shown + "\nid:" + id;
    }
}
