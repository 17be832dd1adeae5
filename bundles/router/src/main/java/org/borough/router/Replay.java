// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.Message;
import org.borough.connect.Quarantine;
import org.borough.thing.ThingId;

/** Brings one entry of the quarantine through the router again. */
record Replay(UplinkRoute route, Lane lane, ThingId thing, long number, CompletableFuture<Boolean> left)
        implements Work {

    @Override
    public void refuse(String reason) {
        left.complete(false);
    }

    @Override
    public void run() {
        Optional<Quarantine.Entry> entry = route.quarantine().entry(number);
        if (entry.isEmpty()) {
            left.complete(false);
            return;
        }
        Message message = entry.get().message();
        Ending ending = new Ending.Replayed(number, route.quarantine(), left);
        Admission admission = route.registries()
                .admit(
                        message.device(),
                        message.gateway(),
                        message.property("orig_adapter").orElse(""));
        if (admission instanceof Admission.Refused refused) {
            ending.ended(new Acknowledgement.Refused(refused.status(), refused.reason()));
            return;
        }
        Message renewed = route.renewed(message, (Admission.Admitted) admission);
        new Passage(route, lane, thing, renewed, ending).run();
    }
}
