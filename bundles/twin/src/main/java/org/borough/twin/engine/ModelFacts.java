// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.borough.twin.engine.search.Facts;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingRevision;

/** A thing of Ditto's model as a filter looks at it. */
record ModelFacts(Thing thing) implements Facts {

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public String id() {
        return thing.getEntityId().map(Object::toString).orElse("");
    }

    @Override
    public String namespace() {
        return thing.getNamespace().orElse("");
    }

    @Override
    public String policyId() {
        return thing.getPolicyId().map(Object::toString).orElse("");
    }

    @Override
    public long revision() {
        return thing.getRevision().map(ThingRevision::toLong).orElse(0L);
    }

    @Override
    public Instant created() {
        return thing.getCreated().orElse(Instant.EPOCH);
    }

    @Override
    public Instant modified() {
        return thing.getModified().orElse(Instant.EPOCH);
    }

    @Override
    public JsonNode tree() {
        return DittoTrees.of(thing.toJson(JsonSchemaVersion.V_2, FieldType.all()));
    }
}
