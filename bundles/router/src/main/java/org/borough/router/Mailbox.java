// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.borough.connect.CommandResult;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one thing is to be told: messages in their order, and at most one wish, the latest. One delivery after the other.
 * Belongs to the lane of its thing.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final ThingId thing;
    private final Lane lane;
    private final Post post;
    /** By their keys, in their order. */
    private final Map<String, Pursuit> messages = new LinkedHashMap<>();

    private final Set<String> wholes = new HashSet<>();
    private Optional<Pursuit> wish = Optional.empty();
    private int directs;
    private boolean busy;
    private boolean stepping;
    private Instant armed = Instant.MAX;
    private Subscription alarm = () -> {};

    Mailbox(ThingId thing, Lane lane, Post post) {
        this.thing = thing;
        this.lane = lane;
        this.post = post;
    }

    ThingId thing() {
        return thing;
    }

    Lane lane() {
        return lane;
    }

    boolean isEmpty() {
        return messages.isEmpty() && wish.isEmpty() && !busy;
    }

    boolean hasWish() {
        return wish.isPresent();
    }

    /** How many messages it has, commands of bytes apart. */
    int size() {
        return messages.size() - directs;
    }

    /** How many commands of bytes it has. */
    int directs() {
        return directs;
    }

    Optional<Pursuit> wish() {
        return wish;
    }

    /** Addresses of values that were desired as a whole. */
    Set<String> wholes() {
        return wholes;
    }

    boolean holds(Pursuit pursuit) {
        return messages.get(pursuit.key()) == pursuit
                || wish.filter(pursuit::equals).isPresent();
    }

    Optional<Pursuit> message(String key) {
        return Optional.ofNullable(messages.get(key));
    }

    void add(Pursuit message) {
        take(message);
        if (!message.sent()) {
            post.states().pending(message);
        }
        soon();
    }

    /** Adds a message that is sent when it is on disk. */
    void addKept(Pursuit message, Runnable kept) {
        message.keeping();
        take(message);
        post.outbox()
                .put(message)
                .whenComplete((nothing, error) -> lane.put(new Lane.Step(() -> kept(message, kept, error))));
    }

    private void take(Pursuit message) {
        messages.put(message.key(), message);
        directs += message.direct().isPresent() ? 1 : 0;
        post.board().show(message);
    }

    private void kept(Pursuit message, Runnable kept, Throwable error) {
        if (!holds(message)) {
            return;
        }
        if (error != null) {
            String reason = "the outbox could not keep it: " + Errors.of(error).getMessage();
            fail(message, 503, reason);
            return;
        }
        message.kept(post.clock().instant());
        post.board().show(message);
        post.states().pending(message);
        kept.run();
        soon();
    }

    /** Ends a command that cannot be sent. */
    void fail(Pursuit pursuit, int status, String reason) {
        if (pursuit.direct().isPresent()) {
            end(pursuit, new CommandResult.Failed(status, reason));
        } else {
            end(pursuit, new Outcome.Rejected(post.clock().instant(), reason, status));
        }
    }

    void replaceWish(Pursuit newer) {
        wish.ifPresent(older -> {
            post.board().hide(older);
            post.states().withdrawn(older, newer);
        });
        wish = Optional.of(newer);
        post.board().show(newer);
        post.outbox().put(newer);
        post.states().pending(newer);
        soon();
    }

    /** Some settings of the wish are reported now. */
    void narrowWish(List<Setting> left, List<Setting> reported) {
        wish.ifPresent(pursuit -> {
            post.states().confirmed(pursuit, reported, "reported by the thing");
            pursuit.narrow(left);
            post.board().show(pursuit);
            post.outbox().put(pursuit);
        });
    }

    /** The message that waits for this answer. */
    Optional<Pursuit> awaiting(String requestId) {
        return messages.values().stream()
                .filter(message -> message.requestId().equals(requestId))
                .findFirst();
    }

    /** The device was registered, changed or deleted. */
    void registrationChanged() {
        List<Pursuit> forbidden = directly()
                .filter(pursuit -> post.registration(pursuit).isEmpty())
                .toList();
        forbidden.forEach(pursuit -> end(pursuit, Direct.NO_DEVICE));
        retry();
    }

    /** The router stops: what is not on disk ends. */
    void dropNowOrNever() {
        List<Pursuit> lost = directly().filter(Pursuit::isNowOrNever).toList();
        lost.forEach(pursuit -> fail(pursuit, 503, "the router is stopping"));
    }

    private Stream<Pursuit> directly() {
        return messages.values().stream().filter(pursuit -> pursuit.direct().isPresent());
    }

    /** Something changed for what waits: an adapter came, the device was registered. */
    void retry() {
        Instant now = post.clock().instant();
        all().filter(pursuit -> pursuit.isKept() && !pursuit.sent())
                .forEach(pursuit -> pursuit.waits(pursuit.state(), now));
        soon();
    }

    /** A way to the device was opened: all that did not go through it is due. */
    void opened() {
        Instant now = post.clock().instant();
        all().filter(Pursuit::isKept)
                .filter(pursuit -> post.way(pursuit)
                        .filter(way -> !pursuit.sentThrough(way))
                        .isPresent())
                .forEach(pursuit -> pursuit.waits(pursuit.state(), now));
        soon();
    }

    private Stream<Pursuit> all() {
        return Stream.concat(messages.values().stream(), wish.stream());
    }

    /** Does what is due, and sees to it that it is called when the next is. A stranger may be called: the last act. */
    void step() {
        stepping = false;
        Instant now = post.clock().instant();
        giveUp(now);
        Optional<Pursuit> next = busy ? Optional.empty() : due(now);
        busy = busy || next.isPresent();
        arm(now);
        next.ifPresent(this::attempt);
    }

    /** As a work of its own, since it may end in a stranger's code; one is enough for all that came until then. */
    private void soon() {
        if (!stepping) {
            stepping = true;
            lane.put(new Lane.Step(this::step));
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Whatever fails costs one attempt; the mailbox must come free again.
    private void attempt(Pursuit pursuit) {
        try {
            post.courier().attempt(this, pursuit, post);
        } catch (RuntimeException e) {
            LOG.warn("An attempt at a command for {} failed", thing, e);
            if (pursuit.isNowOrNever() && holds(pursuit)) {
                fail(pursuit, 503, "could not be tried (" + Errors.words(e) + ")");
            }
            Instant later = post.clock().instant().plus(post.limits().pauseAfter(pursuit.attempts()));
            pursuit.undelivered("could not be tried (" + Errors.words(e) + ")", later);
            free();
        }
    }

    private void giveUp(Instant now) {
        List<Pursuit> late = new ArrayList<>();
        for (Pursuit message : messages.values()) {
            if (!message.end().isAfter(now)) {
                late.add(message);
            }
        }
        wish.filter(pursuit -> !pursuit.end().isAfter(now)).ifPresent(late::add);
        late.forEach(pursuit -> giveUp(pursuit, now));
    }

    private void giveUp(Pursuit pursuit, Instant now) {
        if (pursuit.direct().isPresent()) {
            boolean known = post.registration(pursuit).isPresent();
            end(pursuit, known ? pursuit.direct().get().failure() : Direct.NO_DEVICE);
        } else {
            String reason = "the deadline passed; the command " + pursuit.state() + ".";
            end(pursuit, new Outcome.TimedOut(now, reason));
        }
    }

    /**
     * Messages in their order: one that was not delivered yet holds up those behind it, but not one that must be sent
     * now or never.
     */
    private Optional<Pursuit> due(Instant now) {
        boolean heldUp = false;
        for (Pursuit message : messages.values()) {
            if (!message.due().isAfter(now) && (!heldUp || message.isNowOrNever())) {
                return Optional.of(message);
            }
            if (!message.isKept()) {
                break;
            }
            heldUp = heldUp || !message.sent();
        }
        return wish.filter(pursuit -> !pursuit.due().isAfter(now));
    }

    private void arm(Instant now) {
        Instant next = Instant.MAX;
        for (Pursuit message : messages.values()) {
            next = earlier(next, message, now);
        }
        if (wish.isPresent()) {
            next = earlier(next, wish.get(), now);
        }
        if (!next.equals(armed)) {
            disarm();
            armed = next;
            if (next.isBefore(Instant.MAX)) {
                alarm = post.alarms().at(next, () -> lane.put(new Lane.Step(this::woken)));
            }
        }
    }

    private static Instant earlier(Instant next, Pursuit pursuit, Instant now) {
        Instant due = pursuit.due().isAfter(now) && pursuit.due().isBefore(next) ? pursuit.due() : next;
        return pursuit.end().isAfter(now) && pursuit.end().isBefore(due) ? pursuit.end() : due;
    }

    private void woken() {
        disarm();
        step();
    }

    private void disarm() {
        alarm.close();
        alarm = () -> {};
        armed = Instant.MAX;
    }

    /** The attempt is over; the next may begin. */
    void free() {
        busy = false;
        if (isEmpty()) {
            post.boxes().remove(this);
        } else {
            soon();
        }
    }

    /** Ends a command, whatever the reason; completes when that is on disk. */
    CompletionStage<Void> end(Pursuit pursuit, Outcome outcome) {
        remove(pursuit);
        CompletionStage<Void> shown = post.states().ended(pursuit, outcome);
        CompletionStage<Void> written;
        if (pursuit.isMessage()) {
            // Not before the twin shows how it ended: after a crash it is taken up again otherwise.
            written = shown.thenCompose(nothing -> post.outbox().remove(pursuit));
        } else if (outcome instanceof Outcome.Confirmed) {
            written = post.outbox().remove(pursuit);
        } else {
            written = post.outbox().giveUp(pursuit);
        }
        written.whenComplete((nothing, error) -> post.board().end(pursuit, outcome));
        tidy();
        return written;
    }

    /** Ends a command of bytes; completes when its asker has the result, or when the result is on disk. */
    CompletionStage<Void> end(Pursuit pursuit, CommandResult result) {
        Direct direct = pursuit.direct().orElseThrow();
        remove(pursuit);
        direct.taken().complete(null);
        CompletionStage<Void> safe;
        if (pursuit.isNowOrNever()) {
            safe = post.askers().tell(new Askers.Letter(direct.command(), result, () -> {}));
        } else {
            post.states().ended(pursuit, result);
            Askers.Letter letter = new Askers.Letter(
                    direct.command(), result, () -> post.outbox().remove(pursuit));
            safe = post.outbox().end(pursuit, result);
            safe.whenComplete((nothing, error) -> post.askers().tell(letter));
        }
        tidy();
        return safe;
    }

    private void remove(Pursuit pursuit) {
        if (messages.remove(pursuit.key(), pursuit) && pursuit.direct().isPresent()) {
            directs--;
        }
        wish = wish.filter(other -> other != pursuit);
        post.board().hide(pursuit);
    }

    private void tidy() {
        if (isEmpty()) {
            disarm();
            post.boxes().remove(this);
        }
    }

    /** The wish is no longer wanted by anybody. */
    void dropWish() {
        wish.ifPresent(pursuit -> {
            Command command = pursuit.command();
            end(
                    pursuit,
                    new Outcome.Confirmed(post.clock().instant(), "nobody wants " + command.id() + " any more", ""));
        });
    }
}
