// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** {@code city:things}. */
@Service
@Command(
        scope = "city",
        name = "things",
        description = "Lists the city's things",
        detailedDescription = "Lists things whose id, definition or features contain a text.\n\n"
                + "city:things\ncity:things springfield:lamp\ncity:things luminaire --json")
public final class ThingsCommand extends ListAction {

    @Argument(name = "filter", description = "A part of id, definition or feature; all things without it")
    String filter = "";

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Listing listing = new Listing("id", "definition", "features", "revision", "modified");
        String wanted = filter.toLowerCase(Locale.ROOT);
        desk.platform().need(Twins.class).find(Interest.all()).stream()
                .filter(twin -> text(twin).contains(wanted))
                .forEach(twin -> listing.row(
                        twin.id().toString(),
                        twin.definition(),
                        twin.features().stream().sorted().toList(),
                        twin.revision(),
                        twin.modified()));
        print(
                desk,
                listing,
                filter.isEmpty()
                        ? "There is no thing yet; make some with city:provision."
                        : "No thing has '" + filter + "' in its id, definition or features.");
    }

    private static String text(Twin twin) {
        return (twin.id() + " " + twin.definition() + " " + twin.features()).toLowerCase(Locale.ROOT);
    }
}
