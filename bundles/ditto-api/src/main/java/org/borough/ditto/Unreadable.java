// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.JsonifiableAdaptable;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingIdInvalidException;

/**
 * What can be known of a text that could not be read, so that the error finds its asker.
 *
 * @param thing the thing that it seems to be about
 * @param answerWanted whether it does not say that no answer is wanted
 */
record Unreadable(Optional<ThingId> thing, DittoHeaders headers, boolean answerWanted) {

    private static final String CHANNEL = "live";

    static Unreadable of(String text) {
        try {
            return of(JsonFactory.newObject(text));
        } catch (JsonRuntimeException | ThingIdInvalidException unreadable) {
            return new Unreadable(Optional.empty(), DittoHeaders.empty(), true);
        }
    }

    private static Unreadable of(JsonObject json) {
        Optional<JsonObject> headers = json.getValue(JsonifiableAdaptable.JsonFields.HEADERS);
        var known = DittoHeaders.newBuilder();
        headers.flatMap(given -> given.getValue(HeaderRules.CORRELATION_ID))
                .map(Unreadable::text)
                .filter(id -> !id.isEmpty())
                .ifPresent(known::correlationId);
        boolean wanted = headers.flatMap(given -> given.getValue("response-required"))
                .map(Unreadable::text)
                .filter("false"::equals)
                .isEmpty();
        String[] topic = json.getValue("topic").map(Unreadable::text).orElse("").split("/");
        boolean ofThing = topic.length > 3 && topic[2].equals("things") && !topic[1].equals("_");
        if (ofThing && topic[3].equals(CHANNEL)) {
            known.channel(CHANNEL);
        }
        Optional<ThingId> thing =
                ofThing ? Optional.of(ThingId.of(topic[0].equals("_") ? "" : topic[0], topic[1])) : Optional.empty();
        return new Unreadable(thing, known.build(), wanted);
    }

    private static String text(JsonValue value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
