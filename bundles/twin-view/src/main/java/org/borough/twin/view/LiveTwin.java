// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import org.borough.thing.ThingId;

/** A twin that goes from one state to the next. */
public interface LiveTwin {

    ThingId thingId();

    /** The latest state. */
    TwinState state();
}
