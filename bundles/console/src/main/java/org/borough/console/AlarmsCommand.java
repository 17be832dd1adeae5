// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** {@code city:alarms}. */
@Service
@Command(
        scope = "city",
        name = "alarms",
        description = "Lists the alerts that hold, of all city services",
        detailedDescription =
                "Lists what services found wrong: faults of lamps and cabinets, limits of the air that are"
                        + " exceeded. Each group tells its own in the order in which a vehicle passes them.\n\n"
                        + "city:alarms\ncity:alarms lamp_failure\ncity:alarms --why\ncity:alarms springfield:lighting-park --json")
public final class AlarmsCommand extends ListAction {

    @Option(name = "--why", description = "Shows evidence, rule and advice as well")
    boolean why;

    @Argument(name = "filter", description = "A part of the thing, the site or the kind; all alerts without it")
    String filter = "";

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Listing listing = why || json
                ? new Listing("thing", "kind", "site", "street", "since", "why", "advice", "rule")
                : new Listing("thing", "kind", "site", "street", "since");
        desk.platform().need(Twins.class).find(Interest.all()).forEach(twin -> rows(twin, listing));
        print(desk, listing, filter.isEmpty() ? "No alert holds." : "No alert holds with '" + filter + "' in it.");
    }

    private void rows(Twin twin, Listing listing) {
        // Most things hold no alert: their JSON is not made.
        if (twin.features().stream().noneMatch(feature -> feature.endsWith("State"))) {
            return;
        }
        for (JsonNode feature : Json.value(twin.json()).path("features")) {
            for (JsonNode alert : feature.path("properties").path("alerts")) {
                row(twin, alert, listing);
            }
        }
    }

    private void row(Twin twin, JsonNode alert, Listing listing) {
        String kind = alert.path("kind").asText(alert.path("limit").asText());
        String site = alert.path("site").asText();
        String thing = twin.id().toString();
        if (!(thing + ' ' + kind + ' ' + site).contains(filter)) {
            return;
        }
        String street = alert.path("street").asText();
        String since = alert.path("since").asText();
        if (why || json) {
            listing.row(
                    thing, kind, site, street, since, text(alert, "why"), text(alert, "advice"), text(alert, "rule"));
        } else {
            listing.row(thing, kind, site, street, since);
        }
    }

    private static String text(JsonNode alert, String key) {
        return alert.path(key).asText();
    }
}
