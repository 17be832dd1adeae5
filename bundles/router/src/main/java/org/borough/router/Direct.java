// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.CommandResult;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceCommand;

/**
 * What is special about a command of bytes: it may have to be sent now or never, is sent once, has a time-out for its
 * answer, and a result instead of an outcome. Belongs to the lane of its thing.
 */
final class Direct {

    /** Hono's words for a device without any way open. */
    static final CommandResult.Failed NO_WAY = new CommandResult.Failed(503, "no consumer available for command");
    /** Hono's words for a device that must not be told anything. */
    static final CommandResult.Failed NO_DEVICE = new CommandResult.Failed(404, "device is disabled or not registered");

    private final DeviceCommand command;
    private final boolean nowOrNever;
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private boolean underWay;
    private Instant answerUntil = Instant.MAX;
    private CommandResult.Failed failure = NO_WAY;

    Direct(DeviceCommand command, boolean nowOrNever) {
        this.command = command;
        this.nowOrNever = nowOrNever;
    }

    DeviceCommand command() {
        return command;
    }

    boolean isNowOrNever() {
        return nowOrNever;
    }

    /** Completes when its sender need not keep it any more. */
    CompletableFuture<Void> taken() {
        return taken;
    }

    void attempted() {
        underWay = true;
        taken.complete(null);
    }

    /** The attempt is over. */
    void rests() {
        underWay = false;
    }

    void undelivered(Delivery.NotDelivered not) {
        rests();
        failure = new CommandResult.Failed(not.status(), not.reason());
    }

    /** The device has it and is to answer until then. */
    void awaitAnswer(Instant until) {
        rests();
        answerUntil = until;
    }

    boolean awaitsAnswer() {
        return answerUntil.isBefore(Instant.MAX);
    }

    /** Empty when no answer is awaited. */
    Optional<Instant> answerUntil() {
        return awaitsAnswer() ? Optional.of(answerUntil) : Optional.empty();
    }

    /** When it is given up; a delivery under way has a time-out of its own. */
    Instant end() {
        if (awaitsAnswer()) {
            return answerUntil;
        }
        return nowOrNever || underWay ? Instant.MAX : command.deadline();
    }

    /** What it failed at when its time is over. */
    CommandResult.Failed failure() {
        return awaitsAnswer() ? new CommandResult.Failed(504, "the device did not answer in time") : failure;
    }
}
