// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.borough.twin.view.Trees;
import org.borough.twin.view.TwinState;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * An entity at one revision.
 *
 * @param revision 0 when there never was one
 * @param alive whether it exists; a deleted one keeps its revision
 * @param policyId the policy of a thing; empty for a policy
 * @param models the definitions of a thing's features, each once, between spaces; so that finding who provides what need
 *     not parse
 */
record State(
        long revision,
        Instant created,
        Instant modified,
        boolean alive,
        String policyId,
        String models,
        Document document)
        implements TwinState {

    /** No entity, and none before. */
    static final State NONE = new State(0, Instant.EPOCH, Instant.EPOCH, false, "", "", new Nothing());

    /** The same under another policy, which is none of what the thing says. */
    State under(String policy) {
        return new State(revision, created, modified, alive, policy, models, document);
    }

    JsonObject json() {
        return document.json();
    }

    @Override
    public ObjectNode tree() {
        return document.tree();
    }

    Optional<JsonValue> at(CharSequence pointer) {
        return document.json().getValue(pointer);
    }

    private record Nothing() implements Document {

        @Override
        public JsonObject json() {
            return JsonObject.empty();
        }

        @Override
        public ObjectNode tree() {
            return Trees.object();
        }

        @Override
        public byte[] bytes() {
            return new byte[] {'{', '}'};
        }
    }
}
