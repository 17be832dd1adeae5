// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;

/** All mailboxes. A mailbox is there while its thing has a command without an outcome. */
final class Mailboxes implements Commands {

    private final Lanes lanes;
    private final Json json = new Json();
    private final Map<ThingId, Mailbox> boxes = new ConcurrentHashMap<>();
    private final Post post;

    private volatile boolean stopping;

    Mailboxes(Lanes lanes, Function<Mailboxes, Post> post) {
        this.lanes = lanes;
        this.post = post.apply(this);
    }

    /** Takes up what was under way when the router stopped. */
    void resume() {
        for (Pursuit message : post.outbox().messages()) {
            on(message.command().thing(), box -> {
                if (box.message(message.key()).isEmpty()) {
                    box.add(message);
                }
            });
        }
    }

    /** For the thing's lane. */
    Mailbox box(ThingId thing) {
        return box(thing, lanes.of(thing));
    }

    /** Does something with a thing's mailbox, on the thing's lane. */
    void on(ThingId thing, Consumer<Mailbox> what) {
        Lane lane = lanes.of(thing);
        lane.put(new Lane.Step(() -> what.accept(box(thing, lane))));
    }

    private Mailbox box(ThingId thing, Lane lane) {
        return boxes.computeIfAbsent(thing, id -> new Mailbox(id, lane, post));
    }

    /** Does something with each mailbox, on its lane. */
    void onEach(Consumer<Mailbox> what) {
        things().forEach(thing -> ifPresent(thing, what));
    }

    /** Does something with a thing's mailbox when it has one. */
    void ifPresent(ThingId thing, Consumer<Mailbox> what) {
        lanes.of(thing).put(new Lane.Step(() -> {
            Mailbox box = boxes.get(thing);
            if (box != null) {
                what.accept(box);
            }
        }));
    }

    /** For the thing's lane. */
    Optional<Mailbox> find(ThingId thing) {
        return Optional.ofNullable(boxes.get(thing));
    }

    Set<ThingId> things() {
        return Set.copyOf(boxes.keySet());
    }

    boolean has(ThingId thing) {
        return !boxes.isEmpty() && boxes.containsKey(thing);
    }

    void remove(Mailbox box) {
        boxes.remove(box.thing(), box);
    }

    @Override
    public CompletionStage<Outcome> ask(ThingId thing, String feature, String subject, String text, Cause cause) {
        String contentType = text.isEmpty() ? "" : "application/json";
        return ask(new Command.Message(
                UUID.randomUUID().toString(),
                thing,
                cause.deadline(),
                cause.by(),
                feature,
                subject,
                contentType,
                JacksonText.of(json, text)));
    }

    @Override
    public CompletionStage<Outcome> ask(Request request) {
        return ask(new Command.Message(
                UUID.randomUUID().toString(),
                request.thing(),
                request.cause().deadline(),
                request.cause().by(),
                request.feature(),
                request.subject(),
                request.contentType(),
                JacksonText.of(json, Arguments.text(request.payload())),
                request.payload(),
                request.responseRequired()));
    }

    @Override
    public CompletionStage<Outcome> ask(Command.Message asked) {
        if (stopping) {
            String reason = "the router is stopping; ask again.";
            return CompletableFuture.completedStage(
                    new Outcome.Rejected(post.clock().instant(), reason, 503));
        }
        Command.Message command = timed(asked);
        CompletableFuture<Outcome> outcome = post.board().outcome(command.id());
        Lane lane = lanes.of(command.thing());
        lane.put(Work.of(() -> accept(command, box(command.thing(), lane)), reason -> reject(command, 503, reason)));
        return outcome.copy();
    }

    /** A command without a deadline gets the platform's. */
    private Command.Message timed(Command.Message asked) {
        return Arguments.with(json, deadline(asked.deadline()), asked);
    }

    Instant deadline(Instant wanted) {
        return wanted.equals(Cause.NO_DEADLINE)
                ? post.clock().instant().plus(post.limits().deadline())
                : wanted;
    }

    private void accept(Command.Message command, Mailbox box) {
        if (box.message(command.id()).isPresent()) {
            return;
        }
        if (post.devices().of(command.thing()).isEmpty()) {
            reject(command, 404, command.thing() + " has no registered and enabled device that could be asked.");
        } else if (box.size() >= post.limits().maxPending()) {
            reject(
                    command,
                    429,
                    command.thing() + " has " + box.size()
                            + " commands without an outcome already (maxPendingCommands); wait for them.");
        } else {
            box.addKept(new Pursuit(post.outbox().nextNumber(), command, 0), () -> {});
        }
        if (box.isEmpty()) {
            remove(box);
        }
    }

    void reject(Command.Message command, int status, String reason) {
        post.board().end(command.id(), new Outcome.Rejected(post.clock().instant(), reason, status));
    }

    @Override
    public List<Pending> pending(String thing) {
        return post.board().list(thing);
    }

    void stop() {
        stopping = true;
    }

    Post post() {
        return post;
    }
}
