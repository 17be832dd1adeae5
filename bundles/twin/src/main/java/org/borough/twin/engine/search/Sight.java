// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import com.fasterxml.jackson.databind.JsonNode;

/** What somebody may see of the things of one policy. */
public interface Sight {

    /** How much. */
    enum Extent {
        ALL,
        SOME,
        NONE
    }

    /** How much of a thing. */
    Extent whole();

    /** How much of a field. */
    Extent of(Field field);

    /** What may be seen of a thing. */
    JsonNode seen(Indexed thing);

    /** Finds what may be seen by policies. Called by several threads. */
    interface Finder {

        /** What may be seen of a thing by its policy; {@link Extent#NONE} when there is no such policy. */
        Sight by(String policyId, Indexed thing);
    }
}
