// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Delivery;
import org.borough.connect.DownlinkMessage;

/**
 * Waits for one command, for a request that can take no more with its answer. Callable from any thread; whatever comes
 * first, a command or the end, decides.
 */
public final class OneCommand {

    private final CompletableFuture<Optional<Offer>> arrival = new CompletableFuture<>();

    /**
     * A command that came in time.
     *
     * @param delivery to be completed with what became of it
     */
    public record Offer(DownlinkMessage command, CompletableFuture<Delivery> delivery) {}

    /** Whether a command came, or the wait ended. */
    public boolean isOver() {
        return arrival.isDone();
    }

    /**
     * Brings a command.
     *
     * @param tooLate why it is not taken, in words, when it is not the first or comes after the end
     * @return what became of it: 503 when it was not taken
     */
    public CompletionStage<Delivery> offer(DownlinkMessage command, String tooLate) {
        Offer offer = new Offer(command, new CompletableFuture<>());
        return arrival.complete(Optional.of(offer)) ? offer.delivery() : refused(503, tooLate);
    }

    /** The command, or nothing when the wait ended first. */
    public CompletionStage<Optional<Offer>> arrival() {
        return arrival;
    }

    /** Waits no longer. A command that came before is still answered. */
    public void end() {
        arrival.complete(Optional.empty());
    }

    /** No answer will go out any more. */
    public void abort(String reason) {
        end();
        arrival.thenAccept(
                offer -> offer.ifPresent(one -> one.delivery().complete(new Delivery.NotDelivered(503, reason))));
    }

    /** What a command hears that is not taken. */
    public static CompletionStage<Delivery> refused(int status, String reason) {
        return CompletableFuture.completedFuture(new Delivery.NotDelivered(status, reason));
    }
}
