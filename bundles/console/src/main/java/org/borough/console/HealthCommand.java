// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.thing.Health;
import org.borough.thing.Status;

/** {@code city:health}. */
@Service
@Command(
        scope = "city",
        name = "health",
        description = "Shows how everything is, worst first",
        detailedDescription = "Shows endpoints, stores and services with their status and its reason.\n\n"
                + "city:health\ncity:health --json\ncity:health --check      fails when anything has failed")
public final class HealthCommand extends ListAction {

    @Option(name = "--check", description = "Fails, with a status for scripts, when anything has failed")
    boolean check;

    @Argument(index = 0, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        List<Entry> entries = desk.platform().all(Health.class).stream()
                .map(health -> new Entry(health.subject(), health.status()))
                .sorted(Comparator.comparing((Entry entry) -> entry.status().level())
                        .reversed()
                        .thenComparing(Entry::subject))
                .toList();
        Listing listing = new Listing("subject", "status", "reason");
        entries.forEach(entry -> listing.row(
                entry.subject(), entry.status().level(), entry.status().reason()));
        print(desk, listing, "Nothing tells its health: install the feature borough-core.");
        long failed = entries.stream()
                .filter(entry -> entry.status().level() == Status.Level.FAILED)
                .count();
        if (check && (failed > 0 || entries.isEmpty())) {
            throw new CommandFailedException(
                    entries.isEmpty()
                            ? "nothing tells its health."
                            : failed + " of " + entries.size() + " have failed.");
        }
    }

    private record Entry(String subject, Status status) {}
}
