// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.json.JsonPointer;

/** Pointers that are needed all the time; making one from text is dear. */
final class Places {

    static final JsonPointer FEATURES = JsonPointer.of("/features");
    static final JsonPointer DEFINITION = JsonPointer.of("/definition");
    static final JsonPointer METADATA = JsonPointer.of("/_metadata");
    static final JsonPointer POLICY_ID = JsonPointer.of("/policyId");

    private Places() {}
}
