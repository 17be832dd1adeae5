// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;

/** Something durable that happened to an entity, with what its policy allowed at that moment. */
record Occurrence(Entity entity, Happened happened, Optional<Grants> grants) {

    static Occurrence of(Entity entity, Happened happened, Access access) {
        State relevant = happened.after().alive() ? happened.after() : happened.before();
        Optional<Grants> grants = entity.kind == Entity.Kind.THING
                ? access.of(relevant.policyId())
                : Optional.of(access.of(entity.id.toString(), relevant));
        return new Occurrence(entity, happened, grants);
    }
}
