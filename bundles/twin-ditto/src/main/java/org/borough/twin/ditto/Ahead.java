// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.borough.thing.ThingId;
import org.borough.twin.view.Trees;

/**
 * What was written of features that Ditto has not told of yet. A value that takes the place of an object must remove the
 * members of the one before, which may be still under way. Bounded: what is forgotten too early leaves, at worst, a member
 * of an older object standing.
 */
final class Ahead {

    private static final int MOST_THINGS = 20_000;

    private final Map<ThingId, Sent> things = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ThingId, Sent> eldest) {
            return size() > MOST_THINGS;
        }
    };

    /** The features as they are on their way; only for the thread that notes them. */
    synchronized JsonNode of(ThingId thing) {
        Sent sent = things.get(thing);
        return sent == null ? MissingNode.getInstance() : sent.features;
    }

    /** Notes a patch of the features, which is not changed any more by its owner. */
    synchronized void note(ThingId thing, String correlationId, JsonNode patch) {
        Sent sent = things.computeIfAbsent(thing, id -> new Sent());
        sent.last = correlationId;
        lay(sent.features, patch);
    }

    /** Ditto has done what was written with this id, and so all that was written before. */
    synchronized void seen(ThingId thing, String correlationId) {
        Sent sent = things.get(thing);
        if (sent != null && sent.last.equals(correlationId)) {
            things.remove(thing);
        }
    }

    /** A patch over another; removals stay in it. */
    private static void lay(ObjectNode under, JsonNode over) {
        over.fields().forEachRemaining(field -> {
            if (field.getValue().isObject()) {
                lay(Trees.child(under, field.getKey()), field.getValue());
            } else {
                under.set(field.getKey(), field.getValue());
            }
        });
    }

    private static final class Sent {

        private final ObjectNode features = Trees.object();
        private String last = "";
    }
}
