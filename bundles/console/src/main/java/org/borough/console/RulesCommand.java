// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code city:rules}. */
@Service
@Command(
        scope = "city",
        name = "rules",
        description = "Shows the rules of a thing and their versions",
        detailedDescription = "Shows the rules in force, what was changed when by whom, and the proposal that"
                + " waits with its dry run. --json prints the whole rulebook.\n\n"
                + "city:rules springfield:lighting-park")
public final class RulesCommand extends ListAction {

    @Argument(name = "thing", description = "The thing that holds the rules, namespace:name", required = true)
    @Completion(ThingIds.class)
    String thing;

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        JsonNode page = Rulebook.of(desk, thing).page();
        if (json) {
            desk.out().println(Json.pretty(page));
            return;
        }
        desk.out().println(thing + ", version " + page.path("current").asInt() + ":");
        page.path("rules").fields().forEachRemaining(rule -> desk.out()
                .println("  " + rule.getKey() + " = " + rule.getValue()));
        Listing listing = new Listing("version", "at", "how", "by", "author", "date", "source", "changed", "reason");
        page.path("versions")
                .forEach(version -> listing.row(
                        version.path("version").asInt(),
                        version.path("at").asText(),
                        version.path("how").asText(),
                        version.path("by").asText(),
                        version.path("author").asText(),
                        version.path("date").asText(),
                        version.path("source").asText(),
                        RulebookText.changes(version.path("changed")),
                        version.path("reason").asText()));
        print(desk, listing, "There is no version yet: the rules were never valid.");
        RulebookText.proposal(desk.out(), page.path("proposal"));
    }
}
