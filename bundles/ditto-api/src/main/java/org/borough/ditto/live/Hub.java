// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalExchange;
import org.borough.ditto.signals.SignalFilter;
import org.borough.ditto.signals.SignalKind;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.borough.ditto.signals.SignalStreams;
import org.borough.ditto.signals.StreamReceiver;
import org.borough.engine.Engine;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotDeclaredException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.UnsupportedSignalException;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** The exchange over the engine and the devices. */
public final class Hub implements SignalExchange {

    private static final Optional<CommandResponse<?>> NOTHING = Optional.empty();

    private final Engine engine;
    private final ScheduledExecutorService timer;
    private final Circles circles = new Circles();
    private final Labels labels = new Labels();
    private final Conversations conversations;
    private final TwinEvents twinEvents;
    private final LiveSender live;
    private final SmartChannel smart;

    /** Commands wait for acknowledgements no longer than the timeout. */
    public Hub(Engine engine, DeviceDoor devices, ScheduledExecutorService timer, Duration timeout) {
        this.engine = engine;
        this.timer = timer;
        conversations = new Conversations(timer);
        WeakAcks weak = new WeakAcks(labels, conversations);
        twinEvents = new TwinEvents(engine, circles, weak);
        live = new LiveSender(engine, devices, circles, conversations, weak, timeout);
        smart = new SmartChannel(engine, new TwinSender(engine, conversations, twinEvents, timeout), live);
    }

    @Override
    public SignalSession open(Party party, SignalReceiver receiver) {
        Reception reception = new Reception(this, party, receiver);
        labels.declare(reception);
        return reception;
    }

    @Override
    public SignalStreams streams(StreamReceiver receiver) {
        return new ClientStreams(engine, timer, receiver);
    }

    @Override
    public CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal) {
        return signal instanceof Acknowledgement given
                ? CompletableFuture.failedFuture(
                        AcknowledgementLabelNotDeclaredException.of(given.getLabel(), given.getDittoHeaders()))
                : sendDeclared(signal);
    }

    /** The same for a party that may give the acknowledgement that it sends. */
    CompletionStage<Optional<CommandResponse<?>>> sendDeclared(Signal<?> signal) {
        try {
            return carry(signal);
        } catch (DittoRuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletionStage<Optional<CommandResponse<?>>> carry(Signal<?> signal) {
        if (signal instanceof Acknowledgement given) {
            // Ditto Protocol gives both the topic of a thing; the correlation id tells which it is.
            engine.acknowledge(given);
            conversations.answer(given);
        } else if (signal instanceof CommandResponse<?> answer) {
            conversations.answer(answer);
        } else if (signal instanceof ThingEvent<?> event && Signal.isChannelLive(event)) {
            live.tell(event);
        } else if (signal instanceof Command<?> command) {
            AckRequests.checkTime(command);
            return smart.ask(command).thenCompose(this::checked);
        } else {
            throw UnsupportedSignalException.newBuilder(signal.getType())
                    .dittoHeaders(signal.getDittoHeaders())
                    .build();
        }
        return CompletableFuture.completedStage(NOTHING);
    }

    /** What a device answers must be what its model promises. */
    private CompletionStage<Optional<CommandResponse<?>>> checked(Optional<CommandResponse<?>> answer) {
        return answer.isPresent() && answer.get() instanceof MessageCommandResponse<?, ?> said
                ? engine.check(said).thenApply(Optional::of)
                : CompletableFuture.completedStage(answer);
    }

    /** How many correlation ids are waited for. */
    public int waiting() {
        return conversations.size();
    }

    Subscription start(SignalKind kind, SignalFilter filter, Reception reception) {
        if (kind == SignalKind.POLICY_ANNOUNCEMENTS) {
            return announcements(filter, reception);
        }
        Circles.Taste taste = new Circles.Taste(reception.party().subjects(), filter);
        circles.join(kind, taste, reception);
        Subscription source = kind == SignalKind.TWIN_EVENTS ? twinEvents.follow() : () -> {};
        return () -> {
            circles.leave(kind, taste, reception);
            source.close();
        };
    }

    private Subscription announcements(SignalFilter filter, Reception reception) {
        Sieve sieve = new Sieve(filter);
        return engine.announcements(reception.party().subjects(), announcement -> {
            if (sieve.mayPass(announcement)) {
                reception.take(parcel(announcement));
            }
        });
    }

    private static Parcel parcel(PolicyAnnouncement<?> announcement) {
        return new Parcel(SignalKind.POLICY_ANNOUNCEMENTS, announcement, JsonObject.empty());
    }

    void leave(Reception reception) {
        labels.release(reception);
    }
}
