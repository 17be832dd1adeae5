// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.twin.Entitlements;

/** {@code city:why}. */
@Service
@Command(
        scope = "city",
        name = "why",
        description = "Tells in one line why a bundle or a thing does not work",
        detailedDescription = "For a bundle: the package or service it lacks, the configuration that is wrong, the"
                + " adapter that is fenced. For a thing: the adapter it lacks, its quarantined uplinks, its refused"
                + " commands, its silence. For a subject of policies and a thing: the entries that let it or do"
                + " not.\n\ncity:why google:anna springfield:lamp-7 /attributes WRITE\ncity:why lighting\ncity:why org.borough.router\n"
                + "city:why springfield:lamp-7 --silent-hours 6")
public final class WhyCommand extends CityAction {

    @Argument(name = "subject", description = "A bundle's name or id, or a thing's id", required = true)
    @Completion(BundlesAndThings.class)
    String subject;

    @Option(name = "--silent-hours", description = "A thing that did not change for so long is silent, 24 without it")
    int silentHours = 24;

    @Option(name = "--json", description = "Prints JSON for scripts")
    boolean json;

    @Argument(index = 1, name = "thing", description = "With a subject of policies before it: why that may see this")
    String thing = "";

    @Argument(index = 2, name = "path", description = "A path in the thing, or policy:/..., message:/...; / without it")
    String path = "";

    @Argument(index = 3, name = "permission", description = "READ, WRITE or EXECUTE; READ without it")
    String permission = "";

    @Argument(index = 4, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        if (silentHours < 1) {
            throw new CommandFailedException("--silent-hours is " + silentHours + "; it must be 1 or more.");
        }
        String why = thing.isEmpty() ? trouble(desk) : access(desk);
        desk.out().println(json ? Json.pretty(new Answer(subject, why)) : why);
    }

    private String access(Desk desk) {
        return new AccessReason(desk.platform().need(Entitlements.class), subject, thing)
                .why(path.isEmpty() ? "/" : path, permission.isEmpty() ? "READ" : permission);
    }

    private String trouble(Desk desk) {
        return subject.indexOf(':') < 0
                ? new BundleDoctor(context, desk.platform()).why(subject)
                : new ThingDoctor(desk.platform(), Clock.systemUTC(), Duration.ofHours(silentHours)).why(subject);
    }

    private record Answer(String subject, String why) {}
}
