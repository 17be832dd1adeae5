// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.borough.thing.Command;
import org.borough.thing.Setting;
import org.borough.twin.Commands;

/** One command on its way to its outcome. Belongs to the lane of its thing. */
final class Pursuit {

    private final long number;
    private Command command;
    private int attempts;
    private Instant due = Instant.MIN;
    private String state = "waits to be sent";
    private Targets.Open sentThrough;

    Pursuit(long number, Command command, int attempts) {
        this.number = number;
        this.command = command;
        this.attempts = attempts;
    }

    /** Rises with every command; the order of asking. */
    long number() {
        return number;
    }

    Command command() {
        return command;
    }

    int attempts() {
        return attempts;
    }

    boolean isMessage() {
        return command instanceof Command.Message;
    }

    /** What the device gives back with its answer: the same after a restart, and fit for a topic. */
    static String requestId(Command command) {
        return UUID.nameUUIDFromBytes(command.id().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** When the next attempt is due; {@link Instant#MAX} when something else must happen first. */
    Instant due() {
        return due;
    }

    /** Whether it was delivered and now only its answer or report is missing. */
    boolean sent() {
        return sentThrough != null;
    }

    boolean sentThrough(Targets.Open way) {
        return sentThrough == way;
    }

    void attempted() {
        attempts++;
    }

    void waits(String reason, Instant until) {
        state = reason;
        due = until;
    }

    void delivered(Targets.Open way, Instant until) {
        sentThrough = way;
        waits("was sent; waits for the thing's answer", until);
    }

    void undelivered(String reason, Instant until) {
        sentThrough = null;
        waits(reason, until);
    }

    /** The same wish for what is not reported yet. */
    void narrow(List<Setting> settings) {
        Command.Desired wish = (Command.Desired) command;
        command = new Command.Desired(wish.id(), wish.thing(), wish.deadline(), wish.by(), settings);
    }

    /** The same wish with more time. */
    void extend(Instant deadline) {
        Command.Desired wish = (Command.Desired) command;
        command = new Command.Desired(wish.id(), wish.thing(), deadline, wish.by(), wish.settings());
    }

    Commands.Pending pending() {
        return new Commands.Pending(command, attempts, state);
    }

    String state() {
        return state;
    }
}
