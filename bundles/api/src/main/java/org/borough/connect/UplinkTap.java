// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.function.Consumer;
import org.borough.thing.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/** Lets an operator watch uplinks as they pass. Offered by the router; costs nothing while nobody watches. */
@ProviderType
public interface UplinkTap {

    /** Calls for every uplink from now on; a watcher that cannot keep up misses some. */
    Subscription watch(Consumer<Seen> watcher);

    /**
     * One uplink that passed.
     *
     * @param message what came
     * @param adapter the model by which it was translated, empty when none was found
     * @param result the readings in words, or why it was quarantined
     */
    record Seen(Message message, String adapter, String result) {}
}
