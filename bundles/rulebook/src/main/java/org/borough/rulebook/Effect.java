// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a rehearsal found.
 *
 * @param past how much past there was, for a person
 * @param present figures under the rules in force: numbers, named with their unit, in objects where there are several of
 *     a kind
 * @param proposed the same figures under the rules in question
 * @param words what else a person should know, one sentence each
 */
public record Effect(String past, ObjectNode present, ObjectNode proposed, List<String> words) {

    /** Keeps its own copy. */
    public Effect {
        words = List.copyOf(words);
    }

    /** There was no past to rehearse with. */
    public static Effect unknown(String why) {
        return new Effect(why, Trees.object(), Trees.object(), List.of());
    }

    ObjectNode json() {
        ObjectNode json = Trees.object().put("past", past);
        json.set("figures", Trees.compared(present, proposed));
        words.forEach(json.putArray("words")::add);
        return json;
    }
}
