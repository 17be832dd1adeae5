// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.borough.ditto.Selection.Selected;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.ThingId;

/** {@code GET /things} and everything below one thing, asked for as {@code text/event-stream}. */
final class EventStreams {

    private static final String MEDIA_TYPE = "text/event-stream";

    private final FrontDoor door;

    EventStreams(FrontDoor door) {
        this.door = door;
    }

    static boolean isAskedFor(HttpServletRequest request) {
        String accept = request.getHeader("accept");
        return accept != null
                && request.getMethod().equals("GET")
                && accept.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE);
    }

    void open(Call call, HttpServletRequest request, Answer answer) {
        PathReader path = call.path();
        if (path.atEnd() || !path.next().equals("things")) {
            throw call.unknownRoute();
        }
        if (path.atEnd()) {
            List<ThingId> ids =
                    call.query().list("ids").stream().map(ThingId::of).toList();
            start(call, request, answer, ids, whole(call.query()));
            return;
        }
        List<ThingId> id = List.of(ThingId.of(path.next()));
        Function<Selected, Optional<JsonValue>> view =
                path.atEnd() ? whole(call.query()) : at(JsonFactory.newPointer(path.rest()));
        start(call, request, answer, id, view);
    }

    private void start(
            Call call,
            HttpServletRequest request,
            Answer answer,
            List<ThingId> ids,
            Function<Selected, Optional<JsonValue>> view) {
        Selection selection = new Selection(door.engine(), call.headers(), call.query(), ids);
        answer.stream(MEDIA_TYPE);
        new EventStream(door, selection, view).start(call.headers().getAuthorizationContext(), request, answer.raw());
    }

    /** The part of the thing that changed, cut down to the wanted fields. */
    private static Function<Selected, Optional<JsonValue>> whole(Query query) {
        ThingFieldSelector fields = query.get("fields")
                .filter(text -> !text.isBlank())
                .map(ThingFieldSelector::fromString)
                .orElse(null);
        return selected -> {
            JsonObject json = fields == null
                    ? selected.thing().toJson(JsonSchemaVersion.V_2)
                    : selected.thing().toJson(JsonSchemaVersion.V_2, fields);
            return json.isEmpty() ? Optional.empty() : Optional.of(json);
        };
    }

    /** The changed value at a path; nothing if the change is elsewhere. */
    private static Function<Selected, Optional<JsonValue>> at(JsonPointer path) {
        return selected ->
                selected.thing().toJson(JsonSchemaVersion.V_2, FieldType.all()).getValue(path);
    }
}
