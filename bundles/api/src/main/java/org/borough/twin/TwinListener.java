// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Follows twins. First every twin of interest is {@link #present}, then its changes come. Calls about one thing come one
 * after the other and in order; calls about different things may come at the same time, on threads of the platform.
 * Must not block. What it throws is logged and does not disturb others.
 */
@ConsumerType
public interface TwinListener {

    /** A twin is there, or came to be of interest. */
    void present(Twin twin);

    /** Something changed; the change is on disk. The twin is at least at the change's revision. */
    void changed(Twin twin, Change change);

    /** A twin was deleted or is no longer of interest. */
    default void gone(ThingId thing) {}
}
