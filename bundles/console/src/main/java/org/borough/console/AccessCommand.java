// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.thing.ThingId;
import org.borough.twin.Entitlements;
import org.borough.twin.Entitlements.Holder;
import org.borough.twin.Entitlements.Overview;
import org.borough.twin.Entitlements.Right;

/** {@code city:access}. */
@Service
@Command(
        scope = "city",
        name = "access",
        description = "Lists who may do what with a thing",
        detailedDescription =
                "Lists for each subject of the thing's policy, and of the policies that it imports, what it"
                        + " may do; a line below another one is an exception from it. For the reasons: city:why SUBJECT"
                        + " THING.\n\ncity:access springfield:lamp-7\ncity:access springfield:lamp-7 --json")
public final class AccessCommand extends ListAction {

    @Argument(name = "thing", description = "The thing's id", required = true)
    String thing;

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Overview overview = desk.platform()
                .need(Entitlements.class)
                .overview(ThingId.parse(thing))
                .orElseThrow(() -> new CommandFailedException(
                        "there is no thing '" + thing + "', or its policy is gone. List things with city:things."));
        Listing listing = new Listing("subject", "resource", "permission", "given");
        for (Holder holder : overview.holders()) {
            for (Right right : holder.rights()) {
                listing.row(holder.subject(), right.resource(), right.permission(), right.given() ? "yes" : "no");
            }
        }
        print(desk, listing, "Nobody may do anything with " + thing + "; its policy is " + overview.policyId() + ".");
    }
}
