// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceCommands;
import org.borough.thing.Command;
import org.borough.thing.ThingId;

/** Takes commands of bytes into the mailboxes of their things. Only those that may wait are written to disk. */
final class DirectCommands implements DeviceCommands {

    private final Mailboxes boxes;
    private final Post post;
    private final Lanes lanes;
    private final Json json = new Json();
    private volatile boolean stopping;

    DirectCommands(Mailboxes boxes, Lanes lanes) {
        this.boxes = boxes;
        this.post = boxes.post();
        this.lanes = lanes;
    }

    /** As one of a thing's commands. What it shows as a message to the thing has no payload. */
    static Pursuit pursuit(long number, Direct direct, int attempts, Json json) {
        DeviceCommand command = direct.command();
        Command.Message shown = new Command.Message(
                command.id(),
                DeviceThings.of(command.device()),
                command.deadline(),
                command.by(),
                "",
                command.subject(),
                command.contentType(),
                JacksonText.of(json, ""));
        return new Pursuit(number, shown, attempts, direct);
    }

    /** Tells the results that were not taken before the router stopped. */
    void resume() {
        post.outbox().results().forEach(post.askers()::tell);
    }

    @Override
    public CompletionStage<Void> send(DeviceCommand command) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        ThingId thing = DeviceThings.of(command.device());
        lanes.of(thing)
                .put(Work.of(
                        () -> take(thing, command, taken),
                        reason -> refuse(command, taken, new CommandResult.Failed(503, reason))));
        return taken;
    }

    private void take(ThingId thing, DeviceCommand command, CompletableFuture<Void> taken) {
        var known = boxes.find(thing).flatMap(box -> box.message(Pursuit.key(command)));
        if (known.isPresent()) {
            CompletableFuture<Void> first =
                    known.get().direct().map(Direct::taken).orElseGet(() -> CompletableFuture.completedFuture(null));
            first.thenRun(() -> taken.complete(null));
        } else if (post.askers().knows(command)) {
            taken.complete(null);
        } else if (stopping) {
            refuse(command, taken, new CommandResult.Failed(503, "the router is stopping; send it again"));
        } else if (post.devices().admitted(command.device(), "").isEmpty()) {
            refuse(command, taken, Direct.NO_DEVICE);
        } else {
            take(boxes.box(thing), command, taken);
        }
    }

    private void take(Mailbox box, DeviceCommand command, CompletableFuture<Void> taken) {
        if (box.directs() >= post.limits().maxDirect()) {
            String reason = command.device() + " has " + box.directs()
                    + " commands without a result already (maxDeviceCommands); wait for them";
            refuse(command, taken, new CommandResult.Failed(429, reason));
            return;
        }
        boolean nowOrNever = !command.deadline().isAfter(post.clock().instant());
        Direct direct = new Direct(command, nowOrNever);
        Pursuit pursuit = pursuit(post.outbox().nextNumber(), direct, 0, json);
        direct.taken().thenRun(() -> taken.complete(null));
        if (nowOrNever) {
            box.add(pursuit);
        } else {
            box.addKept(pursuit, () -> direct.taken().complete(null));
        }
    }

    private void refuse(DeviceCommand command, CompletableFuture<Void> taken, CommandResult.Failed why) {
        post.askers().tell(new Askers.Letter(command, why, () -> {}));
        taken.complete(null);
    }

    void stop() {
        stopping = true;
        boxes.onEach(Mailbox::dropNowOrNever);
    }
}
