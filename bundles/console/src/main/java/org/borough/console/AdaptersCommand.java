// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.adapter.Adapters;

/** {@code city:adapters}. */
@Service
@Command(
        scope = "city",
        name = "adapters",
        description = "Lists the vendors' adapters at work",
        detailedDescription = "Lists each adapter with the models it speaks for, how many uplinks it translated and how"
                + " many it could not, and how it is.\n\ncity:adapters\ncity:adapters --json")
public final class AdaptersCommand extends ListAction {

    @Argument(index = 0, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Listing listing = new Listing("bundle", "version", "models", "decoded", "quarantined", "status", "reason");
        desk.platform()
                .need(Adapters.class)
                .list()
                .forEach(entry -> listing.row(
                        entry.bundle(),
                        entry.version(),
                        entry.models(),
                        entry.decoded(),
                        entry.quarantined(),
                        entry.status().level(),
                        entry.status().reason()));
        print(desk, listing, "No adapter is installed; drop a vendor's bundle into deploy/ or install its feature.");
    }
}
