// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads instants out of JSON. */
final class Times {

    private Times() {}

    /** The instant, {@link Instant#MIN} when there is none that can be read. */
    static Instant parse(JsonNode node) {
        try {
            return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : Instant.MIN;
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }
}
