// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import org.borough.engine.PersistedEvents;
import org.borough.thing.Subscription;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** Fills an event stream with what is on disk of the changes of one thing, page by page, and ends it then. */
final class PastFeed implements EventStream.Feed {

    private static final int PAGE = 20;

    private final PersistedEvents source;
    private final Selection selection;
    private final ThingView view;

    PastFeed(PersistedEvents source, Selection selection, ThingView view) {
        this.source = source;
        this.selection = selection;
        this.view = view;
    }

    @Override
    public Subscription open(EventStream to) {
        read(to);
        return () -> {};
    }

    private void read(EventStream to) {
        source.next(PAGE).whenComplete((page, failure) -> {
            if (failure != null) {
                to.put(done -> to.send(Failures.toDitto(failure).toJsonString(), done));
                to.end();
                return;
            }
            page.events().forEach(event -> tell((ThingEvent<?>) event, to));
            if (page.last()) {
                to.end();
            } else {
                to.put(done -> {
                    read(to);
                    done.run();
                });
            }
        });
    }

    /** Nothing is told besides, since that would be of now. */
    private void tell(ThingEvent<?> event, EventStream to) {
        ChangeFeed.shown(selection, view, event, fields -> JsonObject.empty())
                .ifPresent(text -> to.put(done -> to.send(text, done)));
    }
}
