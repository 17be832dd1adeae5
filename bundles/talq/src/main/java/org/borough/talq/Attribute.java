// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A value of a function with its type.
 *
 * @param type the type's name, for example {@code AttributeFloat}
 * @param timestamp when, as RFC 3339 writes it; empty when it does not say
 * @param value what it is; missing when it does not say
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Attribute(String type, String timestamp, @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode value) {

    /** Checks type and time. */
    public Attribute {
        Required.there(type, "type");
        timestamp = Required.text(timestamp);
        if (!timestamp.isEmpty() && Times.parse(timestamp).isEmpty()) {
            throw new IllegalArgumentException(
                    "'timestamp' is '" + timestamp + "'; it must be as 2026-11-21T23:00:00Z");
        }
    }

    /** A value of now. */
    public static Attribute of(String type, Object value) {
        return new Attribute(type, "", TalqJson.node(value));
    }

    /** A value with its time. */
    public static Attribute of(String type, Instant at, Object value) {
        return new Attribute(type, at.toString(), TalqJson.node(value));
    }

    /** When, if it says so. */
    public Optional<Instant> at() {
        return Times.parse(timestamp);
    }

    /** The value; missing, never null. */
    public JsonNode content() {
        return value == null ? MissingNode.getInstance() : value;
    }

    /** Times as RFC 3339 writes them. */
    static final class Times {

        private Times() {}

        static Optional<Instant> parse(String text) {
            try {
                return text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
