// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * How a service reads its rules from a thing and writes them back. Rules carry {@code author}, {@code date} and, where
 * there is one, {@code source}. Pure; callable from any thread.
 *
 * @param <R> the rules as the service works with them
 */
public interface RuleSet<R> {

    /** Reads rules. */
    Parsed<R> read(JsonNode json);

    /** Writes rules with all keys that have a value: what {@link #read} gives the same rules for. */
    ObjectNode write(R rules);

    /** The keys of what protects people: a proposal that makes one lower must name a source of its own. */
    Set<String> floors();

    /** How much one of them protects, in written rules; 0 where it is missing. A number in itself unless a service says otherwise. */
    default double floor(String key, JsonNode rules) {
        return rules.path(key).asDouble();
    }

    /**
     * Rules as far as they could be read.
     *
     * @param rules with defaults in place of what is wrong
     * @param problems one sentence for each key that is wrong, with what is allowed
     */
    record Parsed<R>(R rules, List<String> problems) {

        /** Keeps its own copy. */
        public Parsed {
            problems = List.copyOf(problems);
        }

        /** Whether nothing is wrong. */
        public boolean valid() {
            return problems.isEmpty();
        }
    }
}
