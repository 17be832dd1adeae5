// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import org.borough.ditto.Selection.Selected;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.translator.HeaderTranslator;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** What an event stream shows of an event: the part of the thing that changed. */
final class ThingView {

    private static final JsonKey CONTEXT = JsonKey.of("_context");
    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.newInstance();
    private static final HeaderTranslator TRANSLATOR = HeaderTranslator.of(DittoHeaderDefinition.values());

    private final JsonPointer path;
    private final ThingFieldSelector fields;
    private final boolean withContext;

    /** The view of what is at a path, the whole thing when that is empty, cut down to the wanted fields. */
    ThingView(JsonPointer path, Query query) {
        this.path = path;
        fields = query.get("fields")
                .filter(text -> !text.isBlank())
                .map(ThingFieldSelector::fromString)
                .orElse(null);
        withContext = fields != null
                && fields.getPointers().stream()
                        .anyMatch(pointer ->
                                pointer.getRoot().filter(CONTEXT::equals).isPresent());
    }

    /** What is shown; nothing if the change is elsewhere. */
    Optional<JsonValue> of(Selected selected) {
        return path.isEmpty()
                ? whole(selected)
                : selected.thing()
                        .toJson(JsonSchemaVersion.V_2, FieldType.all())
                        .getValue(path);
    }

    private Optional<JsonValue> whole(Selected selected) {
        JsonObject json = fields == null
                ? selected.thing().toJson(JsonSchemaVersion.V_2)
                : selected.thing().toJson(JsonSchemaVersion.V_2, fields);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                withContext ? json.setValue(CONTEXT, context(selected.event())).get(fields) : json);
    }

    /** What surrounds an event in Ditto's protocol. */
    private static JsonObject context(ThingEvent<?> event) {
        JsonObjectBuilder headers = JsonObject.newBuilder();
        TRANSLATOR.toExternalHeaders(event.getDittoHeaders()).forEach(headers::set);
        JsonObjectBuilder context = JsonObject.newBuilder()
                .set("topic", PROTOCOL.toTopicPath(event).getPath())
                .set("path", event.getResourcePath().toString())
                .set("headers", headers.build());
        event.getEntity(JsonSchemaVersion.V_2).ifPresent(value -> context.set("value", value));
        return context.build();
    }
}
