// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.borough.twin.view.Trees;

/** The city's own rights in the policies that it makes: Ditto knows the city by another name than we do. */
final class OwnRights {

    private final Supplier<Set<String>> ownSubjects;

    OwnRights(Supplier<Set<String>> ownSubjects) {
        this.ownSubjects = ownSubjects;
    }

    /** A policy under which the city itself can serve the thing; the given one is not changed. */
    ObjectNode in(ObjectNode policy) {
        Set<String> own = ownSubjects.get();
        if (own.isEmpty() || names(policy, own)) {
            return policy;
        }
        ObjectNode copy = policy.deepCopy();
        ObjectNode entry = Trees.child(Trees.child(copy, "entries"), "city");
        own.forEach(
                subject -> Trees.child(Trees.child(entry, "subjects"), subject).put("type", "the city's runtime"));
        for (String resource : List.of("thing:/", "policy:/", "message:/")) {
            ObjectNode rights = Trees.child(Trees.child(entry, "resources"), resource);
            rights.putArray("grant").add("READ").add("WRITE");
            rights.putArray("revoke");
        }
        return copy;
    }

    private static boolean names(ObjectNode policy, Set<String> subjects) {
        for (JsonNode entry : policy.path("entries")) {
            for (String subject : subjects) {
                if (entry.path("subjects").has(subject)) {
                    return true;
                }
            }
        }
        return false;
    }
}
