// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.json.JsonObject;

/** The JSON of an entity at one revision. Immutable in what it says, not in how it keeps it. */
interface Document {

    JsonObject json();

    /** The same as UTF-8 text. */
    byte[] bytes();
}
