// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveWotThingDescriptionResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;

/** Lists the descriptions of things, each as its reader would get it from the thing itself. */
final class Directory {

    private static final int USUAL_LIMIT = 25;
    private static final int MAX_LIMIT = 200;
    private static final String FILTER = "exists(definition)";
    private static final JsonFieldSelector ID = JsonFactory.newFieldSelector("thingId");

    private final Settings.Describing settings;
    private final Engine engine;

    Directory(Settings.Describing settings, Engine engine) {
        this.settings = settings;
        this.engine = engine;
    }

    /** Which part of the list. */
    record Page(int limit, Optional<String> cursor) {

        static Page of(String limit, String cursor) {
            int number = USUAL_LIMIT;
            if (limit != null) {
                boolean valid = limit.matches("\\d{1,6}") && Integer.parseInt(limit) > 0;
                if (!valid) {
                    throw JsonParseException.newBuilder()
                            .message("The limit must be a number from 1 to " + MAX_LIMIT + ".")
                            .build();
                }
                number = Math.min(MAX_LIMIT, Integer.parseInt(limit));
            }
            return new Page(number, Optional.ofNullable(cursor).filter(text -> !text.isBlank()));
        }
    }

    /** A part of the list, and where the next begins; a thing whose model cannot be had is left out. */
    record Found(JsonArray things, Optional<String> next) {}

    CompletionStage<Found> things(Page page, DittoHeaders headers) {
        List<String> options = new ArrayList<>(List.of("size(" + page.limit + ")"));
        page.cursor.ifPresent(cursor -> options.add("cursor(" + cursor + ")"));
        return engine.execute(QueryThings.of(FILTER, options, ID, null, headers))
                .thenCompose(response -> described((QueryThingsResponse) response, headers));
    }

    CompletionStage<JsonObject> thing(String id, DittoHeaders headers) {
        DittoHeaders accepting = headers.toBuilder()
                .putHeader(DittoHeaderDefinition.ACCEPT.getKey(), DirectoryServlet.TD)
                .build();
        return engine.execute(RetrieveThing.of(ThingId.of(id), accepting)).thenApply(Directory::description);
    }

    private CompletionStage<Found> described(QueryThingsResponse found, DittoHeaders headers) {
        List<CompletableFuture<Optional<JsonObject>>> things = found.getSearchResult().getItems().stream()
                .filter(Json::isObject)
                .flatMap(item -> Json.text(item.asObject(), "thingId").stream())
                .map(id -> thing(id, headers)
                        .handle((td, failure) -> Optional.ofNullable(td))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(things.toArray(CompletableFuture[]::new)).thenApply(done -> {
            JsonArrayBuilder list = JsonFactory.newArrayBuilder();
            things.forEach(thing -> thing.join().ifPresent(list::add));
            return new Found(
                    list.build(),
                    found.getSearchResult()
                            .getCursor()
                            .map(cursor -> URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
        });
    }

    private static JsonObject description(CommandResponse<?> response) {
        if (response instanceof RetrieveWotThingDescriptionResponse described) {
            return described.getEntity(JsonSchemaVersion.V_2);
        }
        throw new IllegalStateException("The engine answers " + response.getType() + " instead of a description");
    }

    /** What the directory says of itself. */
    JsonObject description() {
        JsonObject list = JsonFactory.newObject(
                """
                {"@context":["https://www.w3.org/2022/wot/td/v1.1","https://www.w3.org/2022/wot/discovery"],
                 "@type":"ThingDirectory","title":"Things of this city",
                 "description":"Descriptions of the things that the reader may see.",
                 "properties":{
                  "things":{"title":"Descriptions","type":"array","items":{"type":"object"},"readOnly":true,
                   "observable":false,
                   "uriVariables":{
                    "limit":{"title":"Most descriptions in one answer","type":"integer","minimum":1,"maximum":200,
                     "default":25},
                    "cursor":{"title":"Where to go on, as the link of relation next says it","type":"string"}},
                   "forms":[{"op":"readproperty","href":"/wot/things{?limit,cursor}","htv:methodName":"GET",
                    "contentType":"application/ld+json"}]},
                  "retrieveThing":{"title":"One description","type":"object","readOnly":true,"observable":false,
                   "uriVariables":{"id":{"title":"Id of the thing, without urn:","type":"string"}},
                   "forms":[{"op":"readproperty","href":"/wot/things/{id}","htv:methodName":"GET",
                    "contentType":"application/td+json"}]}}}
                """);
        var description = list.toBuilder().set("id", "urn:borough:directory").setAll(settings.template());
        if (!settings.base().isEmpty()) {
            description.set("base", JsonValue.of(settings.base()));
        }
        return description.build();
    }
}
