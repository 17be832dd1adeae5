// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import org.eclipse.ditto.base.model.signals.Signal;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Searches and persisted events that are sent one piece after the other, as fast as they are asked for. It knows only the
 * streams that were begun with it. Callable from any thread; never blocks.
 */
@ProviderType
public interface SignalStreams extends AutoCloseable {

    /**
     * Takes a command that begins, goes on with or ends a stream, in the name of the authorization context in its headers.
     * What comes of it, errors too, is sent with the headers of the last command to the stream.
     *
     * @return false if the command is of another kind
     */
    boolean take(Signal<?> command);

    /** Ends all streams. */
    @Override
    void close();
}
