// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.twin.Entitlements;
import org.borough.twin.Entitlements.Right;
import org.borough.twin.Entitlements.Visible;

/** {@code city:visible}. */
@Service
@Command(
        scope = "city",
        name = "visible",
        description = "Lists all that somebody may read; without a subject, what everybody may: borough:anonymous",
        detailedDescription = "Lists each thing of which a subject may read something, with what it may read and the"
                + " exceptions from that.\n\ncity:visible\ncity:visible google:anna --json")
public final class VisibleCommand extends ListAction {

    @Argument(name = "subject", description = "A subject as in policies; borough:anonymous without it")
    String subject = "";

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        String who = subject.isEmpty() ? "borough:anonymous" : subject;
        Listing listing = new Listing("thing", "policy", "reads", "except");
        for (Visible visible : desk.platform().need(Entitlements.class).visible(Set.of(who))) {
            listing.row(
                    visible.thing().toString(),
                    visible.policyId(),
                    resources(visible, true),
                    resources(visible, false));
        }
        print(desk, listing, who + " may read nothing of any thing.");
    }

    private static List<String> resources(Visible visible, boolean given) {
        return visible.rights().stream()
                .filter(right -> right.given() == given)
                .map(Right::resource)
                .toList();
    }
}
