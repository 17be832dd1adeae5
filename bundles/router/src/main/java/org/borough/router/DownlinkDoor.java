// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandResult;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkSink;
import org.borough.connect.Downlinks;
import org.borough.connect.Message;
import org.borough.thing.Answer;
import org.borough.thing.Outcome;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;

/** Where connections open ways to devices and bring their answers. */
final class DownlinkDoor implements Downlinks {

    private static final int LONGEST_REASON = 500;
    private static final Acknowledgement STORED = new Acknowledgement.Stored();

    private final Targets targets;
    private final Mailboxes boxes;
    private final Lanes lanes;
    private final UplinkRoute route;

    DownlinkDoor(Targets targets, Mailboxes boxes, Lanes lanes, UplinkRoute route) {
        this.targets = targets;
        this.boxes = boxes;
        this.lanes = lanes;
        this.route = route;
    }

    @Override
    public Subscription open(CommandTarget target, DownlinkSink sink) {
        Subscription subscription = targets.open(target, sink);
        DeviceId subscriber = target.subscriber();
        if (target.isOfTenant()) {
            boxes.onEach(Mailbox::opened);
        } else if (target.device().equals(CommandTarget.ALL)) {
            boxes.ifPresent(DeviceThings.of(subscriber), Mailbox::opened);
            wakeThoseBehind(subscriber);
        } else {
            boxes.ifPresent(DeviceThings.of(new DeviceId(subscriber.tenant(), target.device())), Mailbox::opened);
        }
        return subscription;
    }

    /** Every HTTP request that waits for commands comes here: only a real gateway's devices are to be bothered. */
    private void wakeThoseBehind(DeviceId gateway) {
        Devices devices = boxes.post().devices();
        for (ThingId thing : boxes.things()) {
            if (devices.isBehind(thing, gateway)) {
                boxes.ifPresent(thing, Mailbox::opened);
            }
        }
    }

    @Override
    public CompletionStage<Acknowledgement> respond(CommandResponse response) {
        Message message = response.message();
        ThingId thing = DeviceThings.of(message.device());
        CompletableFuture<Acknowledgement> settled = new CompletableFuture<>();
        lanes.of(thing)
                .put(Work.of(
                        () -> settle(thing, response, settled),
                        reason -> settled.complete(new Acknowledgement.Refused(503, reason))));
        return settled;
    }

    private void settle(ThingId thing, CommandResponse response, CompletableFuture<Acknowledgement> settled) {
        Optional<Mailbox> box = boxes.find(thing);
        Optional<Pursuit> awaiting = box.flatMap(found -> found.awaiting(response.requestId()));
        if (awaiting.isPresent() && awaiting.get().direct().isPresent()) {
            acknowledge(box.get().end(awaiting.get(), new CommandResult.Answered(response)), settled);
            return;
        }
        CompletionStage<Void> ended = awaiting.isPresent()
                ? box.get().end(awaiting.get(), outcome(response))
                // Too late, or asked by nobody: the device is not to send it again.
                : CompletableFuture.completedStage(null);
        CompletableFuture<Acknowledgement> noted = new CompletableFuture<>();
        acknowledge(ended, noted);
        decode(thing, response.message())
                .thenCombine(noted, (one, other) -> other instanceof Acknowledgement.Refused ? other : one)
                .thenAccept(settled::complete);
    }

    private static void acknowledge(CompletionStage<Void> safe, CompletableFuture<Acknowledgement> done) {
        safe.whenComplete((nothing, error) -> done.complete(
                error == null
                        ? STORED
                        : new Acknowledgement.Refused(503, Errors.of(error).getMessage())));
    }

    /** What the answer says of the device itself, read by its adapter, before anything that came later. */
    private CompletionStage<Acknowledgement> decode(ThingId thing, Message message) {
        return message.payload().length == 0
                ? CompletableFuture.completedStage(STORED)
                : route.passNext(lanes.of(thing), thing, message);
    }

    private Outcome outcome(CommandResponse response) {
        Instant now = boxes.post().clock().instant();
        Message message = response.message();
        int status = response.status();
        String text = new String(message.payload(), StandardCharsets.UTF_8);
        String reason = "the device answered with " + status;
        Optional<Answer> answer = Optional.of(new Answer(status, message.contentType(), message.payload()));
        return status >= 200 && status < 300
                ? new Outcome.Confirmed(now, reason, text, answer)
                : new Outcome.Rejected(now, reason + words(message), status, answer);
    }

    /** The beginning of what a device says of its refusal, for persons. */
    private static String words(Message message) {
        String text = Arguments.text(message.payload());
        return text.isEmpty() ? "." : ": " + text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }
}
