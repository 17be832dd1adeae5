// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.borough.connect.DeviceCommand;
import org.borough.thing.Command;
import org.borough.thing.Setting;
import org.borough.twin.Commands;

/** One command on its way to its outcome. Belongs to the lane of its thing. */
final class Pursuit {

    private static final String SENT = "was sent; waits for the thing's answer";

    private final long number;
    private final String key;
    private final String requestId;
    private final Optional<Direct> direct;
    private Command command;
    private int attempts;
    private Instant due = Instant.MIN;
    private String state = "waits to be sent";
    private Targets.Open sentThrough;
    private boolean kept = true;

    Pursuit(long number, Command command, int attempts) {
        this(number, command, attempts, command.id(), Optional.empty());
    }

    /** A command of bytes, which also shows as a message to its thing. */
    Pursuit(long number, Command.Message shown, int attempts, Direct direct) {
        this(number, shown, attempts, key(direct.command()), Optional.of(direct));
        if (direct.awaitsAnswer()) {
            waits(SENT, Instant.MAX);
        }
    }

    private Pursuit(long number, Command command, int attempts, String key, Optional<Direct> direct) {
        this.number = number;
        this.command = command;
        this.attempts = attempts;
        this.key = key;
        this.direct = direct;
        this.requestId = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** What tells it from the others of its thing; different askers may use the same ids. */
    static String key(DeviceCommand command) {
        return '>' + command.by() + '/' + command.id();
    }

    String key() {
        return key;
    }

    /** Rises with every command; the order of asking. */
    long number() {
        return number;
    }

    Command command() {
        return command;
    }

    /** What is special about it when it carries bytes that no adapter touches. */
    Optional<Direct> direct() {
        return direct;
    }

    /** Whether it is to be sent at its turn or never. */
    boolean isNowOrNever() {
        return direct.isPresent() && direct.get().isNowOrNever();
    }

    int attempts() {
        return attempts;
    }

    boolean isMessage() {
        return command instanceof Command.Message;
    }

    /** What the device gives back with its answer: the same after a restart, and fit for a topic. */
    String requestId() {
        return requestId;
    }

    /** When the next attempt is due; {@link Instant#MAX} when something else must happen first. */
    Instant due() {
        return due;
    }

    /** When it is given up. */
    Instant end() {
        return direct.isPresent() ? direct.get().end() : command.deadline();
    }

    /** Whether it was delivered and now only its answer or report is missing. */
    boolean sent() {
        return sentThrough != null || direct.isPresent() && direct.get().awaitsAnswer();
    }

    /** Whether it need not be sent through this way any more: a command of bytes is not repeated. */
    boolean sentThrough(Targets.Open way) {
        return sentThrough == way || direct.isPresent() && sent();
    }

    /** It must be on disk before it is sent, and is not yet. */
    void keeping() {
        kept = false;
        waits("is being written to disk", Instant.MAX);
    }

    void kept(Instant now) {
        kept = true;
        waits("waits to be sent", now);
    }

    boolean isKept() {
        return kept;
    }

    void attempted() {
        attempts++;
        direct.ifPresent(Direct::attempted);
    }

    void waits(String reason, Instant until) {
        state = reason;
        due = until;
    }

    void delivered(Targets.Open way, Instant until) {
        sentThrough = way;
        waits(SENT, until);
    }

    void undelivered(String reason, Instant until) {
        sentThrough = null;
        direct.ifPresent(Direct::rests);
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
