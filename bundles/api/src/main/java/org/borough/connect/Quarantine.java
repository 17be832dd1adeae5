// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The uplinks that no adapter could translate, kept whole on disk. Offered by the router. */
@ProviderType
public interface Quarantine {

    /** How many there are. */
    long size();

    /** The latest, newest first. */
    List<Entry> latest(int limit);

    /**
     * Sends entries through the router again, oldest first. Those that can be translated now leave the quarantine.
     *
     * @param thing only those of this thing, all when empty
     * @return how many left it and how many stayed
     */
    CompletionStage<Replay> replay(String thing);

    /** One uplink, and why it is here. */
    record Entry(String id, Message message, String reason, Instant at) {}

    /** What a replay did. */
    record Replay(int translated, int stayed) {}
}
