// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
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
    private final List<Pursuit> messages = new ArrayList<>();
    private final Set<String> wholes = new HashSet<>();
    private Optional<Pursuit> wish = Optional.empty();
    private boolean busy;
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

    int size() {
        return messages.size();
    }

    Optional<Pursuit> wish() {
        return wish;
    }

    /** Addresses of values that were desired as a whole. */
    Set<String> wholes() {
        return wholes;
    }

    boolean holds(Pursuit pursuit) {
        return messages.contains(pursuit) || wish.filter(pursuit::equals).isPresent();
    }

    boolean holdsMessage(String id) {
        return messages.stream().anyMatch(message -> message.command().id().equals(id));
    }

    void add(Pursuit message) {
        messages.add(message);
        post.board().show(message);
        post.states().pending(message);
        soon();
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
        return messages.stream()
                .filter(message -> Pursuit.requestId(message.command()).equals(requestId))
                .findFirst();
    }

    /** Something changed for what waits: an adapter came, the device was registered. */
    void retry() {
        Instant now = post.clock().instant();
        all().filter(pursuit -> !pursuit.sent()).forEach(pursuit -> pursuit.waits(pursuit.state(), now));
        soon();
    }

    /** A way to the device was opened: all that did not go through it is due. */
    void opened() {
        Optional<Targets.Open> way = post.way(thing);
        if (way.isPresent()) {
            Instant now = post.clock().instant();
            all().filter(pursuit -> !pursuit.sentThrough(way.get()))
                    .forEach(pursuit -> pursuit.waits(pursuit.state(), now));
            soon();
        }
    }

    private Stream<Pursuit> all() {
        return Stream.concat(messages.stream(), wish.stream());
    }

    /** Does what is due, and sees to it that it is called when the next is. A stranger may be called: the last act. */
    void step() {
        Instant now = post.clock().instant();
        giveUp(now);
        Optional<Pursuit> next = busy ? Optional.empty() : due(now);
        busy = busy || next.isPresent();
        arm(now);
        next.ifPresent(this::attempt);
    }

    /** As a work of its own, since it may end in a stranger's code. */
    private void soon() {
        lane.put(new Lane.Step(this::step));
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Whatever fails costs one attempt; the mailbox must come free again.
    private void attempt(Pursuit pursuit) {
        try {
            post.courier().attempt(this, pursuit, post);
        } catch (RuntimeException e) {
            LOG.warn("An attempt at a command for {} failed", thing, e);
            Instant later = post.clock().instant().plus(post.limits().pauseAfter(pursuit.attempts()));
            pursuit.undelivered("could not be tried (" + Errors.words(e) + ")", later);
            free();
        }
    }

    private void giveUp(Instant now) {
        List<Pursuit> late = all().filter(
                        pursuit -> !pursuit.command().deadline().isAfter(now))
                .toList();
        for (Pursuit pursuit : late) {
            String reason = "the deadline passed; the command " + pursuit.state() + ".";
            end(pursuit, new Outcome.TimedOut(now, reason));
        }
    }

    /** Messages in their order: one that was not delivered yet holds up those behind it. */
    private Optional<Pursuit> due(Instant now) {
        for (Pursuit message : messages) {
            if (!message.due().isAfter(now)) {
                return Optional.of(message);
            }
            if (!message.sent()) {
                break;
            }
        }
        return wish.filter(pursuit -> !pursuit.due().isAfter(now));
    }

    private void arm(Instant now) {
        alarm.close();
        alarm = () -> {};
        all().flatMap(pursuit -> Stream.of(pursuit.command().deadline(), pursuit.due()))
                .filter(when -> when.isAfter(now) && when.isBefore(Instant.MAX))
                .min(Instant::compareTo)
                .ifPresent(when -> alarm = post.alarms().at(when, this::soon));
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
        messages.remove(pursuit);
        wish = wish.filter(other -> other != pursuit);
        post.board().hide(pursuit);
        post.states().ended(pursuit, outcome);
        boolean givenUp = !pursuit.isMessage() && !(outcome instanceof Outcome.Confirmed);
        var written = givenUp ? post.outbox().giveUp(pursuit) : post.outbox().remove(pursuit);
        written.whenComplete((nothing, error) -> post.board().end(pursuit, outcome));
        if (isEmpty()) {
            alarm.close();
            post.boxes().remove(this);
        }
        return written;
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
