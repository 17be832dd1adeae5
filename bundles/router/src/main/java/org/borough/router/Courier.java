// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.borough.adapter.Downlink;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.connect.CommandResult;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt at a command: finds the adapter, encodes, finds the way, delivers. On the lane of the thing. */
final class Courier {

    /** A property by which an adapter says that the device does not answer this downlink. */
    static final String ONE_WAY = "one-way";

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int NOT_NOW = 424;

    private static final String FPORT = "fport";
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,2}");
    private static final Registration NOBODY =
            new Registration(new DeviceId("", ""), false, Map.of(), Set.of(), Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final AdapterTable adapters;
    private final Envelopes envelopes;
    private final Devices devices;
    private final Targets targets;
    private final long budgetMillis;

    Courier(AdapterTable adapters, Envelopes envelopes, Devices devices, Targets targets, long budgetMillis) {
        this.adapters = adapters;
        this.envelopes = envelopes;
        this.devices = devices;
        this.targets = targets;
        this.budgetMillis = budgetMillis;
    }

    /** One attempt; the mailbox is free again after it. */
    private record Attempt(Mailbox box, Pursuit pursuit, Registration registration, Post post) {

        Instant now() {
            return post.clock().instant();
        }

        Instant later() {
            return now().plus(post.limits().pauseAfter(pursuit.attempts()));
        }

        /** Nothing can be done before something else happens, or before that time. */
        void waits(String reason, Instant until) {
            pursuit.waits(reason, until);
            post.board().show(pursuit);
            box.free();
        }

        /** As {@link #waits}, but what must be sent now or never fails. */
        void lacks(String what, CommandResult.Failed otherwise) {
            if (pursuit.isNowOrNever()) {
                reject(otherwise.status(), otherwise.reason());
            } else {
                waits(what, Instant.MAX);
            }
        }

        void reject(int status, String reason) {
            if (box.holds(pursuit)) {
                box.fail(pursuit, status, reason);
            }
            box.free();
        }
    }

    void attempt(Mailbox box, Pursuit pursuit, Post post) {
        Optional<Registration> registration = post.registration(pursuit);
        if (registration.isEmpty()) {
            new Attempt(box, pursuit, NOBODY, post)
                    .lacks("waits for a device of " + box.thing() + " to be registered and enabled", Direct.NO_DEVICE);
            return;
        }
        Attempt attempt = new Attempt(box, pursuit, registration.get(), post);
        if (pursuit.direct().isPresent()) {
            DeviceCommand command = pursuit.direct().get().command();
            deliver(attempt, unchanged(attempt, command.subject(), command.contentType(), command.payload()));
            return;
        }
        translate(attempt, Optional.ofNullable(registration.get().defaults().get(Message.ADAPTER)));
    }

    /** A message goes as it is to a device for which nobody named an adapter and whose thing's model nobody knows. */
    private void translate(Attempt attempt, Optional<String> named) {
        Mailbox box = attempt.box();
        Choice choice = adapters.choose(box.thing(), named);
        if (choice instanceof Choice.Chosen chosen) {
            encode(attempt, chosen.adapter());
        } else if (attempt.pursuit().command() instanceof Command.Message message
                && named.filter(name -> !name.isBlank()).isEmpty()) {
            deliver(attempt, unchanged(attempt, message.subject(), message.contentType(), message.bytes()));
        } else {
            attempt.waits("waits: " + choice.reason(), Instant.MAX);
        }
    }

    /** The port of a LoRaWAN device is the subject when that is a number, else the one of its registration. */
    private static Downlink unchanged(Attempt attempt, String subject, String contentType, byte[] payload) {
        String port = PORT.matcher(subject).matches()
                ? subject
                : attempt.registration().defaults().getOrDefault(FPORT, "");
        Map<String, String> properties = port.isEmpty() ? Map.of() : Map.of(FPORT, port);
        return new Downlink(subject, contentType, properties, payload);
    }

    private void encode(Attempt attempt, HostedAdapter hosted) {
        String closed = hosted.fence().closed();
        if (!closed.isEmpty()) {
            attempt.waits("waits: the adapter " + hosted.name() + " is fenced: " + closed, attempt.later());
            return;
        }
        Command command = readable(attempt.pursuit().command(), hosted.json());
        attempt.box()
                .lane()
                .guard(
                        () -> complete(hosted.adapter().encode(command)),
                        result -> encoded(attempt, hosted, result),
                        () -> hung(attempt, hosted));
    }

    /** The arguments read by the adapter's own reader, since they are read into its own classes. */
    private static Command readable(Command command, Json json) {
        return command instanceof Command.Message message ? Arguments.with(json, message.deadline(), message) : command;
    }

    private static Downlink complete(Downlink downlink) {
        if (downlink == null) {
            throw new ReadingCheck.IllegalReadingException("it gave null instead of a downlink.");
        }
        return downlink;
    }

    private void encoded(Attempt attempt, HostedAdapter hosted, Lane.Result<Downlink> result) {
        if (result instanceof Lane.Result.Given<Downlink> given) {
            if (hosted.fence().succeeded()) {
                adapters.arrived();
            }
            deliver(attempt, given.value());
            return;
        }
        Throwable error = ((Lane.Result.Thrown<Downlink>) result).error();
        boolean broken = error instanceof ReadingCheck.IllegalReadingException;
        if (error instanceof BoroughException && !broken) {
            // Said in words by the adapter or by the reader of its arguments: the asker's fault, not the adapter's.
            if (hosted.fence().succeeded()) {
                adapters.arrived();
            }
            attempt.reject(error instanceof UnsupportedCommandException ? 501 : 400, error.getMessage());
        } else if (hosted.gone()) {
            attempt.waits("waits: the adapter " + hosted.name() + " went away", Instant.MAX);
        } else {
            hosted.fence().failed(attempt.box().thing() + ": " + Errors.words(error));
            attempt.reject(500, "the adapter " + hosted.name() + " failed: " + Errors.words(error));
        }
    }

    private void hung(Attempt attempt, HostedAdapter hosted) {
        hosted.fence().hung(attempt.box().thing() + " after " + budgetMillis + " ms");
        attempt.reject(500, "the adapter " + hosted.name() + " did not return within " + budgetMillis + " ms.");
    }

    private void deliver(Attempt attempt, Downlink downlink) {
        Optional<Targets.Open> way = targets.find(attempt.registration());
        if (way.isEmpty()) {
            attempt.lacks(
                    "waits for " + attempt.registration().device() + " or a gateway of it to subscribe for commands",
                    Direct.NO_WAY);
            return;
        }
        String envelope = envelope(attempt, way.get());
        boolean answered = answered(attempt.pursuit(), envelope, downlink);
        if (!envelope.isEmpty() && !envelopes.knows(envelope)) {
            String missing = "nobody writes the envelope '" + envelope + "'; install the bundle that does";
            attempt.lacks("waits: " + missing, new CommandResult.Failed(503, missing));
            return;
        }
        if (!envelope.isEmpty() && answered) {
            attempt.reject(
                    400,
                    attempt.registration().device() + " is behind a network server and cannot answer; ask it without"
                            + " requiring a response");
            return;
        }
        hand(attempt, way.get(), envelope, message(attempt, way.get(), downlink, answered));
    }

    private static boolean answered(Pursuit pursuit, String envelope, Downlink downlink) {
        return pursuit.direct()
                .map(direct -> direct.command().responseRequired())
                .orElseGet(() -> pursuit.command() instanceof Command.Message message
                        && message.responseRequired()
                        && envelope.isEmpty()
                        && !"true".equals(downlink.properties().get(ONE_WAY)));
    }

    private void hand(Attempt attempt, Targets.Open way, String envelope, DownlinkMessage message) {
        CompletableFuture<Delivery> delivery = send(attempt, way, envelope, message);
        Subscription alarm = delivery.isDone() ? () -> {} : timeout(attempt, delivery);
        delivery.thenAccept(outcome -> {
            alarm.close();
            attempt.box().lane().put(new Lane.Step(() -> delivered(attempt, way, !message.oneWay(), outcome)));
        });
    }

    private static Subscription timeout(Attempt attempt, CompletableFuture<Delivery> delivery) {
        Delivery late = new Delivery.NotDelivered(503, "the connection gave no answer in time");
        Instant latest = attempt.now().plus(attempt.post().limits().timeout());
        return attempt.post().alarms().at(latest, () -> delivery.complete(late));
    }

    /** The format of the network server at the other end; empty when the device itself or a plain gateway is there. */
    private String envelope(Attempt attempt, Targets.Open way) {
        return way.leadsTo(attempt.registration().device())
                ? ""
                : devices.admitted(way.subscriber(), "")
                        .map(found -> found.defaults().getOrDefault(Message.ENVELOPE, ""))
                        .orElse("");
    }

    private static DownlinkMessage message(Attempt attempt, Targets.Open way, Downlink downlink, boolean answered) {
        DeviceId device = attempt.registration().device();
        Map<String, String> properties = new HashMap<>(downlink.properties());
        properties.remove(ONE_WAY);
        return new DownlinkMessage(
                device,
                way.leadsTo(device) ? "" : way.subscriber().id(),
                answered ? attempt.pursuit().requestId() : "",
                downlink.subject(),
                downlink.contentType(),
                properties,
                downlink.payload());
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // A connection's or format's fault costs this attempt, not the lane.
    private CompletableFuture<Delivery> send(
            Attempt attempt, Targets.Open way, String envelope, DownlinkMessage message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        attempt.pursuit().attempted();
        try {
            DownlinkMessage wrapped = envelope.isEmpty() ? message : envelopes.wrap(envelope, message);
            way.sink()
                    .deliver(wrapped)
                    .whenComplete((outcome, error) -> delivery.complete(
                            error == null ? outcome : new Delivery.NotDelivered(500, Errors.words(error))));
        } catch (BoroughException e) {
            // In words already: a downlink that does not fit the envelope, a device not heard of yet.
            int status = attempt.pursuit().direct().isPresent() ? BAD_REQUEST : NOT_NOW;
            delivery.complete(new Delivery.NotDelivered(status, e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "A command for {} could not be handed to its connection",
                    attempt.box().thing(),
                    e);
            delivery.complete(new Delivery.NotDelivered(500, Errors.words(e)));
        }
        return delivery;
    }

    private void delivered(Attempt attempt, Targets.Open way, boolean answered, Delivery outcome) {
        Pursuit pursuit = attempt.pursuit();
        if (!attempt.box().holds(pursuit)) {
            attempt.box().free();
            return;
        }
        if (pursuit.direct().isPresent()) {
            delivered(attempt, pursuit.direct().get(), way, outcome);
        } else if (outcome instanceof Delivery.NotDelivered not && pursuit.isMessage() && neverFits(not)) {
            attempt.box().end(pursuit, new Outcome.Rejected(attempt.now(), not.reason(), not.status()));
        } else if (outcome instanceof Delivery.NotDelivered not) {
            pursuit.undelivered("was not delivered (" + not.status() + ": " + not.reason() + ")", attempt.later());
        } else if (pursuit.isMessage() && !answered) {
            attempt.box().end(pursuit, new Outcome.Confirmed(attempt.now(), "delivered; no answer is expected", ""));
        } else {
            pursuit.delivered(way, pursuit.isMessage() ? Instant.MAX : attempt.later());
            attempt.post().states().sent(pursuit);
        }
        if (attempt.box().holds(pursuit)) {
            attempt.post().board().show(pursuit);
            attempt.post().outbox().put(pursuit);
        }
        attempt.box().free();
    }

    /** A message that its connection cannot carry must not hold up those behind it until its deadline. */
    private static boolean neverFits(Delivery.NotDelivered not) {
        return not.status() == BAD_REQUEST || not.status() == TOO_LARGE;
    }

    private static void delivered(Attempt attempt, Direct direct, Targets.Open way, Delivery outcome) {
        Pursuit pursuit = attempt.pursuit();
        if (outcome instanceof Delivery.NotDelivered not) {
            direct.undelivered(not);
            if (pursuit.isNowOrNever()) {
                attempt.box().end(pursuit, direct.failure());
            } else {
                pursuit.undelivered("was not delivered (" + not.status() + ": " + not.reason() + ")", attempt.later());
            }
        } else if (direct.command().responseRequired()) {
            direct.awaitAnswer(attempt.now().plus(attempt.post().limits().answer()));
            pursuit.delivered(way, Instant.MAX);
            attempt.post().states().sent(pursuit);
        } else {
            attempt.box().end(pursuit, new CommandResult.Delivered());
        }
    }
}
