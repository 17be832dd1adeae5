// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What stands in a rulebook, for people. */
final class RulebookText {

    private RulebookText() {}

    static void proposal(PrintStream out, JsonNode proposal) {
        if (proposal.isMissingNode()) {
            return;
        }
        out.println("proposal " + proposal.path("id").asText() + " of " + signature(proposal) + ": "
                + proposal.path("state").asText());
        proposal.path("problems").forEach(problem -> out.println("  " + problem.asText()));
        changes(proposal.path("changed")).forEach(change -> out.println("  " + change));
        if (proposal.has("past")) {
            out.println("  " + proposal.path("past").asText());
        }
        figures(out, "", proposal.path("figures"));
        proposal.path("words").forEach(word -> out.println("  " + word.asText()));
    }

    private static String signature(JsonNode signed) {
        String source = signed.path("source").asText();
        return signed.path("author").asText("nobody") + " ("
                + signed.path("date").asText() + (source.isEmpty() ? "" : ", " + source) + ")";
    }

    /** Each key that changed, with its value before and after. */
    static List<String> changes(JsonNode changed) {
        List<String> changes = new ArrayList<>();
        changed.fields()
                .forEachRemaining(change -> changes.add(change.getKey() + ": "
                        + text(change.getValue().path("from")) + " -> "
                        + text(change.getValue().path("to"))));
        return changes;
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }

    private static void figures(PrintStream out, String before, JsonNode figures) {
        figures.fields().forEachRemaining(figure -> {
            JsonNode value = figure.getValue();
            String name = before + figure.getKey();
            if (value.has("inForce")) {
                out.printf(
                        "  %-36s %12s -> %12s%n",
                        name,
                        value.path("inForce").asText(),
                        value.path("proposed").asText());
            } else {
                figures(out, name + "/", value);
            }
        });
    }
}
