// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.HexFormat;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.borough.connect.Quarantine;
import org.borough.thing.ThingId;

/** {@code city:quarantine}. */
@Service
@Command(
        scope = "city",
        name = "quarantine",
        description = "Lists uplinks that no adapter could translate, or sends them through again",
        detailedDescription = "Lists the latest quarantined uplinks, newest first, with reason and bytes. After the"
                + " adapter is mended or installed, 'replay' sends them through the router again.\n\n"
                + "city:quarantine --limit 5\ncity:quarantine replay\ncity:quarantine replay springfield:lamp-7")
public final class QuarantineCommand extends ListAction {

    private static final String REPLAY = "replay";
    private static final int SHOWN_BYTES = 24;

    @Argument(index = 0, name = "action", description = "'replay' sends them through again; lists them without it")
    @Completion(value = StringsCompleter.class, values = REPLAY)
    String action = "";

    @Argument(index = 1, name = "thing", description = "Replays only those of this thing")
    @Completion(ThingIds.class)
    String thing = "";

    @Option(name = "--limit", description = "How many are listed, 20 without it")
    int limit = 20;

    @Argument(index = 2, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        if (!action.isEmpty() && !action.equals(REPLAY)) {
            throw new CommandFailedException("'" + action + "' is not known; write city:quarantine to list, or"
                    + " city:quarantine replay [thing].");
        }
        if (limit < 1) {
            throw new CommandFailedException("--limit is " + limit + "; it must be 1 or more.");
        }
        Quarantine quarantine = desk.platform().need(Quarantine.class);
        if (action.equals(REPLAY)) {
            replay(desk, quarantine);
        } else {
            list(desk, quarantine);
        }
    }

    private void replay(Desk desk, Quarantine quarantine) {
        String id = thing.isEmpty() ? "" : ThingId.parse(thing).toString();
        Quarantine.Replay replay = Desk.await(quarantine.replay(id), Desk.PATIENCE);
        if (json) {
            desk.out().println(Json.pretty(replay));
        } else {
            desk.out().println(replay.translated() + " translated, " + replay.stayed() + " stayed.");
        }
    }

    private void list(Desk desk, Quarantine quarantine) {
        Listing listing = new Listing("at", "device", "reason", "bytes", "payload");
        quarantine
                .latest(limit)
                .forEach(entry -> listing.row(
                        entry.at(),
                        entry.message().device().toString(),
                        entry.reason(),
                        entry.message().payload().length,
                        hex(entry.message().payload())));
        print(desk, listing, "The quarantine is empty.");
        if (!json && quarantine.size() > limit) {
            desk.out().println(quarantine.size() + " in all; see more with --limit.");
        }
    }

    private String hex(byte... payload) {
        int shown = json ? payload.length : Math.min(payload.length, SHOWN_BYTES);
        return HexFormat.of().formatHex(payload, 0, shown) + (shown < payload.length ? "..." : "");
    }
}
