// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import java.util.List;
import org.borough.twin.Change;

/** Something that happened to a twin. */
public interface TwinEvent {

    LiveTwin twin();

    TwinState before();

    TwinState after();

    /** What it changed, value by value. Listeners on several threads ask for it. */
    List<Change> changes();
}
