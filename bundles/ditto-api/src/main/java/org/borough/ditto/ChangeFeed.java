// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import java.util.function.Function;
import org.borough.engine.Happening;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** Fills an event stream with the changes of things as they happen. */
final class ChangeFeed implements EventStream.Feed {

    private final FrontDoor door;
    private final DittoHeaders reader;
    private final Selection selection;
    private final ThingView view;

    ChangeFeed(FrontDoor door, DittoHeaders reader, Selection selection, ThingView view) {
        this.door = door;
        this.reader = reader;
        this.selection = selection;
        this.view = view;
    }

    @Override
    public Subscription open(EventStream to) {
        return door.engine().follow(happening -> take(happening, to));
    }

    /** Extra fields are those of the very revision, so they are fetched at once and not when the reader is ready. */
    private void take(Happening happening, EventStream to) {
        if (selection.mayWant(happening.event())) {
            AuthorizationContext who = reader.getAuthorizationContext();
            happening
                    .event(who)
                    .flatMap(event ->
                            shown(selection, view, (ThingEvent<?>) event, fields -> happening.thing(who, fields)))
                    .ifPresent(text -> to.offer(done -> to.send(text, done), Selection.sizeOf(happening.event())));
        }
    }

    /** What is sent of an event; nothing if it is not wanted. */
    static Optional<String> shown(
            Selection selection, ThingView view, ThingEvent<?> event, Function<ThingFieldSelector, JsonObject> thing) {
        try {
            return selection.select(event, thing).flatMap(view::of).map(JsonValue::toString);
        } catch (DittoRuntimeException failure) {
            return Optional.of(failure.toJsonString());
        }
    }
}
