// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.ditto.json.JsonObject;

/**
 * The JSON of an entity at one revision. Immutable in what it says, not in how it keeps it: Ditto's objects are what its
 * commands, policies and queries work on, but each is made with a copy of its text; trees are a tenth of that and carry
 * the reports and the listeners.
 */
interface Document {

    JsonObject json();

    /** The same as a tree that nobody changes. */
    ObjectNode tree();

    /** The same, for somebody who looks once and at many: it is not kept for the next. */
    default ObjectNode glance() {
        return tree();
    }

    /** The same as UTF-8 text. */
    byte[] bytes();
}
