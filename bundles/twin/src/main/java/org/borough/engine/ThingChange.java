// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * A change of a thing that is about to happen.
 *
 * @param path where it happens; empty for the whole thing
 * @param given what is put or merged there; JSON null for a deletion
 * @param before the thing as it was; empty for a new one
 * @param after the thing as it would be
 * @param headers those of the command
 */
public record ThingChange(
        Kind kind, JsonPointer path, JsonValue given, JsonObject before, JsonObject after, DittoHeaders headers) {

    /** How the given value meets what was there. */
    public enum Kind {
        /** A new thing. */
        CREATE,
        /** The value takes the place of what was there. */
        PUT,
        /** The value is a merge patch. */
        MERGE,
        /** What was there goes. */
        DELETE
    }
}
