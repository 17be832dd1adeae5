// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may hear a live signal, and what everybody concerned may know of its thing. All as it was when the signal was
 * admitted. Callable from any thread; never blocks.
 */
@ProviderType
public interface Audience {

    /** The signal, with its originator named. */
    Signal<?> signal();

    /** Whether somebody may hear all of the signal, and so may answer it. */
    boolean admits(AuthorizationContext reader);

    /**
     * The signal as somebody may hear it: a change or an event cut down to the values that he may read; nothing when
     * that is nothing. Who may hear all of it is given the very object that {@link #signal()} returns.
     */
    Optional<Signal<?>> signal(AuthorizationContext reader);

    /** Some fields of the thing's twin, cut down to what somebody may read. */
    JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields);

    /** The answer to the signal, cut down to what the sender of the signal may read. */
    CommandResponse<?> cut(CommandResponse<?> answer);
}
