// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A twin at one revision, as its readers and listeners need it. Immutable. */
public interface TwinState {

    /** Whether it exists; a deleted one keeps its revision. */
    boolean alive();

    /** Counts its changes; 0 when there never was one. */
    long revision();

    /** When it last changed. */
    Instant modified();

    /** The definitions of its features, as {@link Definitions#of} writes them. */
    String models();

    /** The thing in Ditto's JSON; nobody may change it. */
    ObjectNode tree();
}
