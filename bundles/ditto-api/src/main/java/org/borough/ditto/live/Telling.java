// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.Optional;
import org.borough.ditto.signals.SignalKind;
import org.borough.engine.Audience;
import org.borough.engine.Happening;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;

/** One signal that many are to be told of, each as it may know of it. */
interface Telling {

    SignalKind kind();

    /** The signal as a whole. */
    Signal<?> signal();

    /** The signal as somebody may hear it; nothing when they may not at all. */
    Optional<? extends Signal<?>> signal(AuthorizationContext reader);

    /** Some fields of the thing's twin, as somebody may see them. */
    JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields);

    /** An event of a twin. */
    record OfTwin(Happening happening) implements Telling {

        @Override
        public SignalKind kind() {
            return SignalKind.TWIN_EVENTS;
        }

        @Override
        public Signal<?> signal() {
            return happening.event();
        }

        @Override
        public Optional<? extends Signal<?>> signal(AuthorizationContext reader) {
            return happening.event(reader);
        }

        @Override
        public JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields) {
            return happening.thing(reader, fields);
        }
    }

    /** A live signal. */
    record OfLive(Audience audience) implements Telling {

        @Override
        public SignalKind kind() {
            return SignalKind.of(audience.signal());
        }

        @Override
        public Signal<?> signal() {
            return audience.signal();
        }

        @Override
        public Optional<? extends Signal<?>> signal(AuthorizationContext reader) {
            return audience.signal(reader);
        }

        @Override
        public JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields) {
            return audience.thing(reader, fields);
        }
    }
}
