// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Message;
import org.borough.thing.ThingId;

/** How a message's passage ends: differently for one that just came and for one that is replayed. */
sealed interface Ending {

    /** Whether somebody else has a copy. */
    default boolean isMirrored() {
        return false;
    }

    /** It is durable, or was refused. */
    void ended(Acknowledgement acknowledgement);

    /**
     * It cannot be translated.
     *
     * @param waits whether only an adapter is lacking
     */
    void quarantine(ThingId thing, Message message, String reason, boolean waits);

    /**
     * A message that just came.
     *
     * @param copies completes when all mirrors have it; {@link Mirrors#NONE} without mirrors
     * @param waits whether the acknowledgement waits for them
     */
    record Fresh(
            Lane lane,
            DiskQuarantine quarantine,
            Freshness freshness,
            CompletionStage<Void> copies,
            boolean waits,
            CompletableFuture<Acknowledgement> done)
            implements Ending {

        @Override
        public boolean isMirrored() {
            return copies != Mirrors.NONE;
        }

        @Override
        public void ended(Acknowledgement acknowledgement) {
            if (!waits || copies == Mirrors.NONE) {
                end(acknowledgement);
            } else {
                copies.whenComplete((nothing, error) -> end(error == null ? acknowledgement : uncopied(error)));
            }
        }

        private static Acknowledgement uncopied(Throwable error) {
            return new Acknowledgement.Refused(
                    503, "It could not be copied: " + Errors.of(error).getMessage());
        }

        private void end(Acknowledgement acknowledgement) {
            if (done.complete(acknowledgement)) {
                lane.leave();
            }
        }

        @Override
        public void quarantine(ThingId thing, Message message, String reason, boolean waits) {
            freshness.follow(thing);
            quarantine
                    .add(thing, message, reason, waits)
                    .whenComplete((nothing, error) -> ended(
                            error == null
                                    ? new Acknowledgement.Quarantined(reason)
                                    : new Acknowledgement.Refused(
                                            503,
                                            "It could neither be translated nor kept: "
                                                    + Errors.of(error).getMessage())));
        }
    }

    /** One of the quarantine, tried once more. */
    record Replayed(long number, DiskQuarantine quarantine, CompletableFuture<Boolean> left) implements Ending {

        @Override
        public void ended(Acknowledgement acknowledgement) {
            boolean kept = !(acknowledgement instanceof Acknowledgement.Refused);
            if (kept) {
                quarantine.remove(number);
            }
            left.complete(kept);
        }

        @Override
        public void quarantine(ThingId thing, Message message, String reason, boolean waits) {
            quarantine.keep(number, reason, waits);
            left.complete(false);
        }
    }
}
