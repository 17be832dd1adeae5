// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code city:rules-rollback}. */
@Service
@Command(
        scope = "city",
        name = "rules-rollback",
        description = "Brings back an older version of a thing's rules",
        detailedDescription = "Makes a new version that equals the one named. city:rules lists them.\n\n"
                + "city:rules-rollback springfield:lighting-park 3 --reason \"too dark at the stop\"")
public final class RulesRollbackCommand extends CityAction {

    @Argument(name = "thing", description = "The thing that holds the rules, namespace:name", required = true)
    @Completion(ThingIds.class)
    String thing;

    @Argument(index = 1, name = "version", description = "The number of the version", required = true)
    String version = "";

    @Option(name = "--reason", description = "Why; needed")
    String reason = "";

    @Argument(index = 2, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        if (reason.isBlank()) {
            throw new CommandFailedException(
                    "say why with --reason \"too dark at the stop\": it stands beside the version.");
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("version", number()).put("reason", reason);
        desk.out().println(Rulebook.of(desk, thing).answer("rollback", request));
    }

    /** An option may stand before it, so that it is taken as text first. */
    private int number() {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new CommandFailedException(
                    "the version is '" + version + "'; it must be the number of one that city:rules shows.", e);
        }
    }
}
