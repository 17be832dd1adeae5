// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * Something about a device that its owner should know.
 *
 * @param thing whose
 * @param quantity of what: {@code power}; empty when of all
 * @param since when it was found, or since when it is so; {@link Instant#MIN} when nobody knows
 * @param evidence what was seen, in words and figures
 * @param effect what the service does about it
 */
public record Finding(Doubt kind, String thing, String quantity, Instant since, String evidence, String effect) {

    /** A finding with the effect that is usual. */
    public Finding(Doubt kind, String thing, String quantity, Instant since, String evidence) {
        this(kind, thing, quantity, since, evidence, kind.effect());
    }

    /** As it stands in the thing of a service: the same words in all of them. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("thing", thing);
        if (!quantity.isEmpty()) {
            json.put("quantity", quantity);
        }
        if (!since.equals(Instant.MIN)) {
            json.put("since", since.toString());
        }
        return json.put("evidence", evidence).put("effect", effect);
    }
}
