// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A thing at one revision, as far as a search looks at it. */
public interface Facts {

    /** Whether it exists. */
    boolean alive();

    /** The thing's id. */
    String id();

    /** The namespace of its id. */
    String namespace();

    /** The id of its policy. */
    String policyId();

    /** How often it was written. */
    long revision();

    /** When it came. */
    Instant created();

    /** When it was last written. */
    Instant modified();

    /** Its JSON, which nobody changes. */
    JsonNode tree();
}
