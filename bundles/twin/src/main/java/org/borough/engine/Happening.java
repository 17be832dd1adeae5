// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One durable event of a thing or a policy, for many readers. What is shown is what was so at that very revision, and
 * what the policy allowed then. Callable from any thread; never blocks.
 */
@ProviderType
public interface Happening {

    /** The whole event. It must not be shown to anybody but by {@link #event(AuthorizationContext)}. */
    Event<?> event();

    /**
     * The event cut down to what somebody may read; nothing when that is nothing. Who may read all of it is given the
     * very object that {@link #event()} returns.
     */
    Optional<Event<?>> event(AuthorizationContext reader);

    /**
     * Some fields of the thing after the event, or before it where it is gone now, cut down to what somebody may read;
     * empty of a policy.
     */
    JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields);
}
