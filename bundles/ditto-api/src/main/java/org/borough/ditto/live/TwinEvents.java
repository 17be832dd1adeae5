// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.engine.Engine;
import org.borough.engine.Happening;
import org.borough.thing.Subscription;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** Follows the engine's events as long as anybody wants them, and tells of them. */
final class TwinEvents {

    private final Engine engine;
    private final Circles circles;
    private final WeakAcks weak;
    private int followers;
    private Subscription source = () -> {};

    TwinEvents(Engine engine, Circles circles, WeakAcks weak) {
        this.engine = engine;
        this.circles = circles;
        this.weak = weak;
    }

    synchronized Subscription follow() {
        if (followers == 0) {
            source = engine.follow(this::tell);
        }
        followers++;
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        };
    }

    private synchronized void leave() {
        followers--;
        if (followers == 0) {
            source.close();
        }
    }

    private void tell(Happening happening) {
        if (happening.event() instanceof ThingEvent<?> event) {
            weak.give(event, circles.tell(new Telling.OfTwin(happening)));
        }
    }
}
