// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.ArrayList;
import java.util.List;
import org.borough.adapter.Adapters;
import org.borough.thing.Status;

/** How the router is, for an operator. */
record Condition(
        AdapterTable adapters,
        DiskQuarantine quarantine,
        Outbox outbox,
        Lanes lanes,
        Counters counters,
        Mailboxes boxes,
        Mirrors mirrors,
        Askers askers) {

    Status status() {
        for (Status store : List.of(quarantine.storeStatus(), outbox.storeStatus())) {
            if (store.level() == Status.Level.FAILED) {
                return Status.failed(store.reason());
            }
        }
        List<String> troubles = new ArrayList<>();
        for (Adapters.Entry adapter : adapters.list()) {
            if (adapter.status().level() == Status.Level.FAILED) {
                troubles.add("adapter " + adapter.bundle() + " " + adapter.version() + " is fenced");
            }
        }
        troubles.addAll(mirrors.troubles());
        addCount(troubles, quarantine.dropped(), " uplinks were dropped from the full quarantine");
        addCount(troubles, counters.shedSum(), " telemetry messages of QoS 0 were shed");
        return troubles.isEmpty()
                ? Status.ok(numbers())
                : Status.degraded(String.join("; ", troubles) + " (" + numbers() + ").");
    }

    private static void addCount(List<String> troubles, long count, String what) {
        if (count > 0) {
            troubles.add(count + what);
        }
    }

    private String numbers() {
        return quarantine.size() + " uplinks in quarantine, "
                + boxes.pending("").size() + " commands under way, "
                + askers.untold() + " results for their askers, "
                + lanes.depth() + " messages on the lanes, "
                + counters.expiredSum() + " expired, "
                + counters.repeatedSum() + " repeated, "
                + lanes.hangs() + " hanging calls";
    }
}
