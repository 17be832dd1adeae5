// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.borough.twin.engine.search.Facts;

/** A thing at one revision for a search; for one thread. */
final class ThingFacts implements Facts {

    private final Entity entity;
    private final State state;
    /** Read once however many fields are looked at, and not kept with the thing. */
    private JsonNode tree;

    ThingFacts(Entity entity, State state) {
        this.entity = entity;
        this.state = state;
    }

    @Override
    public boolean alive() {
        return state.alive();
    }

    @Override
    public String id() {
        return entity.id.toString();
    }

    @Override
    public String namespace() {
        return entity.id.getNamespace();
    }

    @Override
    public String policyId() {
        return state.policyId();
    }

    @Override
    public long revision() {
        return state.revision();
    }

    @Override
    public Instant created() {
        return state.created();
    }

    @Override
    public Instant modified() {
        return state.modified();
    }

    @Override
    public JsonNode tree() {
        if (tree == null) {
            tree = state.document().glance();
        }
        return tree;
    }
}
