// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

/** Something that keeps a place in the index for as long as the engine runs. */
public interface Indexed {

    /** Its place; negative while it has none. */
    int slot();

    /** Gives it its place, once. */
    void slot(int place);

    /** How it is now. */
    Facts facts();
}
