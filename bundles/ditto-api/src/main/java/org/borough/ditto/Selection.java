// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.borough.ditto.live.ExtraFields;
import org.borough.ditto.streams.EventFilter;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.eclipse.ditto.things.model.signals.events.ThingEventToThingConverter;

/** Which events of things a subscriber wants, and what it wants to know besides. */
final class Selection {

    /**
     * An event that was wanted.
     *
     * @param thing what the event and the extra fields tell of the thing
     * @param extra the extra fields, or null if none are wanted
     */
    record Selected(ThingEvent<?> event, Thing thing, JsonObject extra) {}

    private static final int EMPTY_EVENT = 512;

    private final List<ThingId> ids;
    private final List<String> namespaces;
    private final EventFilter filter;
    private final Optional<ExtraFields> extraFields;

    /** Fails with Ditto's error if the filter or the fields make no sense. */
    Selection(DittoHeaders reader, Query query, List<ThingId> ids) {
        this.ids = ids;
        namespaces = query.list("namespaces");
        filter = EventFilter.of(query.get("filter"), reader);
        extraFields = ExtraFields.of(query.get("extraFields").orElse(""));
    }

    /** Whether an event may be wanted, as far as can be told at once. */
    boolean mayWant(Event<?> event) {
        return event instanceof ThingEvent<?> of
                && (ids.isEmpty() || ids.contains(of.getEntityId()))
                && (namespaces.isEmpty() || namespaces.contains(of.getEntityId().getNamespace()));
    }

    /** About how many bytes an event keeps alive while it waits. */
    static int sizeOf(Event<?> event) {
        long value = event.getEntity(JsonSchemaVersion.V_2)
                .map(JsonValue::getUpperBoundForStringSize)
                .orElse(0L);
        return (int) Math.min(Integer.MAX_VALUE, EMPTY_EVENT + value);
    }

    /** What is wanted of an event; asks for extra fields of its thing where some are wanted. */
    Optional<Selected> select(ThingEvent<?> event, Function<ThingFieldSelector, JsonObject> thing) {
        Optional<ThingFieldSelector> fields = extraFields.flatMap(wanted -> wanted.of(event));
        return fields.isEmpty()
                ? matching(event, EventFilter.thingOf(event), null)
                : enriched(event, fields.get(), thing.apply(fields.get()));
    }

    private Optional<Selected> enriched(ThingEvent<?> event, ThingFieldSelector fields, JsonObject extra) {
        Thing thing = ThingEventToThingConverter.mergeThingWithExtraFields(event, fields, extra)
                .orElseGet(() -> Thing.newBuilder().setId(event.getEntityId()).build());
        return matching(event, thing, extra);
    }

    private Optional<Selected> matching(ThingEvent<?> event, Thing thing, JsonObject extra) {
        return filter.passes(event, thing) ? Optional.of(new Selected(event, thing, extra)) : Optional.empty();
    }
}
