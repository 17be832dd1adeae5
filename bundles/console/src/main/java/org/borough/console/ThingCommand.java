// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.twin.Twin;

/** {@code city:thing}. */
@Service
@Command(
        scope = "city",
        name = "thing",
        description = "Shows one thing in Ditto's JSON",
        detailedDescription = "Shows the whole twin of one thing: attributes, features, desired properties.\n\n"
                + "city:thing springfield:lamp-7")
public final class ThingCommand extends CityAction {

    @Argument(name = "thing", description = "The thing's id, namespace:name", required = true)
    @Completion(ThingIds.class)
    String thing;

    @Option(name = "--json", description = "Accepted for scripts: this command prints JSON always")
    boolean json;

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Twin twin = Things.need(desk, thing);
        desk.out().println(Json.pretty(Json.value(twin.json())));
    }
}
