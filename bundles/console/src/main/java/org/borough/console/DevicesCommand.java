// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** {@code city:devices}. */
@Service
@Command(
        scope = "city",
        name = "devices",
        description = "Lists the registered devices",
        detailedDescription = "Lists devices, of one tenant or of all, with their adapter, the gateways that may speak"
                + " for them and when their twin last changed.\n\ncity:devices\ncity:devices springfield --json")
public final class DevicesCommand extends ListAction {

    @Argument(name = "tenant", description = "The tenant; all without it")
    @Completion(Tenants.class)
    String tenant = "";

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Listing listing = new Listing("tenant", "device", "thing", "enabled", "adapter", "via", "modified");
        desk.platform().need(Registrations.class).list(tenant).stream()
                .sorted(Comparator.comparing(
                        registration -> registration.device().toString()))
                .forEach(registration -> listing.row(
                        registration.device().tenant(),
                        registration.device().id(),
                        registration.device().thing().toString(),
                        registration.enabled(),
                        registration.defaults().getOrDefault(Message.ADAPTER, ""),
                        registration.via().stream().sorted().toList(),
                        modified(desk, registration)));
        print(
                desk,
                listing,
                tenant.isEmpty()
                        ? "No device is registered yet; register some with city:provision."
                        : "The tenant '" + tenant + "' has no device.");
    }

    private static String modified(Desk desk, Registration registration) {
        return desk.platform()
                .find(Twins.class)
                .flatMap(twins -> twins.get(registration.device().thing()))
                .map(Twin::modified)
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("");
    }
}
