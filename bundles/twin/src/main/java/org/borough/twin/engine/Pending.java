// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.List;

/** What is to become of one entity, and the events that lead there, in order. */
record Pending(Entity entity, State after, List<Happened> happened) {

    static Pending of(Entity entity, Happened happened) {
        return new Pending(entity, happened.after(), List.of(happened));
    }
}
