// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code city:rules-adopt}. */
@Service
@Command(
        scope = "city",
        name = "rules-adopt",
        description = "Makes the proposal of a thing its rules",
        detailedDescription = "Adopts the proposal whose dry run city:rules shows, as a new version.\n\n"
                + "city:rules-adopt springfield:lighting-park --reason \"council, 3 November\"")
public final class RulesAdoptCommand extends CityAction {

    @Argument(name = "thing", description = "The thing that holds the rules, namespace:name", required = true)
    @Completion(ThingIds.class)
    String thing;

    @Option(name = "--reason", description = "Why, for whoever looks at the versions later")
    String reason = "";

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Rulebook book = Rulebook.of(desk, thing);
        JsonNode proposal = book.page().path("proposal");
        if (proposal.isMissingNode()) {
            throw new CommandFailedException(thing + " has no proposal; make one with city:rules-propose.");
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("proposal", proposal.path("id").asText()).put("reason", reason);
        desk.out().println(book.answer("adopt", request));
    }
}
