// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Events of one thing or policy that are on disk, read page by page, oldest first. It holds nothing between two pages, so
 * whoever reads no further just forgets it. One page at a time.
 */
@ProviderType
public interface PersistedEvents {

    /**
     * Reads on, on a thread of its own.
     *
     * @param most so many events at most, 1 or more
     * @return the next events; fails when the reader may no longer read them
     */
    CompletionStage<Page> next(int most);

    /**
     * Some events.
     *
     * @param events in order; may be none though others follow
     * @param last whether no others follow
     */
    record Page(List<Event<?>> events, boolean last) {

        /** Keeps its own copy. */
        public Page {
            events = List.copyOf(events);
        }
    }
}
