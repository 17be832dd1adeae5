// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import org.borough.ditto.Selection.Selected;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonValue;
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
        return door.engine().subscribe(reader.getAuthorizationContext(), event -> take(event, to));
    }

    private void take(Event<?> event, EventStream to) {
        if (selection.mayWant(event)) {
            to.offer(done -> send(selection, view, (ThingEvent<?>) event, to, done), Selection.sizeOf(event));
        }
    }

    /** Sends what is shown of an event, if that is wanted. */
    static void send(Selection selection, ThingView view, ThingEvent<?> event, EventStream to, Runnable done) {
        selection.select(event).whenComplete((selected, failure) -> {
            Optional<JsonValue> value = failure == null
                    ? shown(selected, view)
                    : Optional.of(Failures.toDitto(failure).toJson());
            if (value.isPresent()) {
                to.send(value.get().toString(), done);
            } else {
                done.run();
            }
        });
    }

    private static Optional<JsonValue> shown(Optional<Selected> selected, ThingView view) {
        return selected.flatMap(view::of);
    }
}
