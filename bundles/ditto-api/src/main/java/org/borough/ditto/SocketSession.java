// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.borough.ditto.live.AckRequests;
import org.borough.ditto.signals.Delivery;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.borough.ditto.socket.SocketHandler;
import org.borough.ditto.socket.SocketPeer;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.protocol.mappingstrategies.IllegalAdaptableException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on a WebSocket. It is read only as fast as its commands are carried out, and none of them stays without
 * answer; a client that does not take its events in time is cut off.
 */
// Public because Jetty calls it by method handles that it looks up itself.
public final class SocketSession implements Session.Listener, SocketPeer, SignalReceiver {

    static final Duration PING_PERIOD = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);
    private static final int USUAL_BYTES = 512;

    private final FrontDoor door;
    private final Protocol protocol;
    private final DittoHeaders caller;
    private final Set<AcknowledgementLabel> declaredAcks;
    private final Outbox outbox;
    private final Intake intake;
    private final AtomicBoolean slow = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Instant ends;
    private Session session;
    private SignalSession signals;
    private List<SocketHandler> handlers = List.of();
    private Future<?> ping;

    SocketSession(FrontDoor door, DittoHeaders caller, Set<AcknowledgementLabel> declaredAcks) {
        this.door = door;
        this.declaredAcks = declaredAcks;
        this.caller = CallerHeaders.of(
                caller.toBuilder().origin(UUID.randomUUID().toString()).build(), caller.getAuthorizationContext());
        protocol = new Protocol(this.caller);
        outbox = door.outbox();
        intake =
                new Intake(door.settings().maxPendingCommands(), door.settings().maxCommandsPerSecond(), door.timer());
    }

    /** The same session, which ends then unless its client proves anew who it is. */
    SocketSession until(Instant moment) {
        ends = moment;
        return this;
    }

    @Override
    public Optional<Instant> ends() {
        return Optional.ofNullable(ends);
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        door.sockets().put(this, () -> end(StatusCode.SHUTDOWN, "The server goes down or starts anew."));
        long period = PING_PERIOD.toSeconds();
        ping = door.timer()
                .scheduleAtFixedRate(
                        () -> session.sendPing(ByteBuffer.allocate(0), Callback.NOOP),
                        period,
                        period,
                        TimeUnit.SECONDS);
        intake.open(session::demand);
        try {
            String origin = caller.getOrigin().orElseThrow();
            signals = door.open(new Party(caller.getAuthorizationContext(), origin, declaredAcks, ""), this);
        } catch (DittoRuntimeException refused) {
            end(refused);
            return;
        }
        handlers = door.socketFeatures().stream()
                .map(feature -> feature.open(this))
                .toList();
        session.demand();
    }

    @Override
    // The edge to strangers' messages: whatever goes wrong with one is answered and does not end the session.
    @SuppressWarnings("checkstyle:IllegalCatch")
    public void onWebSocketText(String text) {
        intake.begin();
        try {
            handle(text);
        } catch (IllegalArgumentException unreadable) {
            refuse(text, GatewayException.unreadableRequest(unreadable));
        } catch (RuntimeException failure) {
            refuse(text, Failures.toDitto(failure));
        }
        intake.demandMore();
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        end(StatusCode.BAD_DATA, "Only text is understood here.");
    }

    private void refuse(String text, DittoRuntimeException failure) {
        Unreadable unreadable = Unreadable.of(text);
        // A device whose answer makes no sense is told only if it wants to know.
        if (failure instanceof IllegalAdaptableException && !unreadable.answerWanted()) {
            intake.end();
        } else {
            answer(() -> protocol.error(failure, unreadable));
        }
    }

    private void handle(String text) {
        StreamControl control = StreamControl.parse(text);
        if (control != null) {
            control(control);
        } else if (handlers.stream().anyMatch(handler -> handler.control(text))) {
            intake.end();
        } else {
            take(protocol.signal(text));
        }
    }

    private void control(StreamControl control) {
        if (control.starts()) {
            signals.start(control.kind(), control.filter());
        } else {
            signals.stop(control.kind());
        }
        answer(control::acknowledgement);
    }

    private void take(Signal<?> signal) {
        if (handlers.stream().anyMatch(handler -> handler.signal(signal))) {
            intake.end();
            return;
        }
        boolean answered =
                signal instanceof Command<?> && signal.getDittoHeaders().isResponseRequired();
        if (signal instanceof Command<?> command) {
            AckRequests.checkAnswered(command);
        }
        signals.send(signal).whenComplete((response, failure) -> {
            if (failure != null && (answered || !(signal instanceof Command<?>))) {
                DittoRuntimeException fault = Failures.toDitto(failure);
                answer(() -> protocol.error(fault, signal));
            } else if (answered && response.isPresent()) {
                answer(() -> protocol.response(response.get(), signal));
            } else {
                intake.end();
            }
        });
    }

    /** Sends the answer to one message from the client. Their number is limited by how many are read. */
    private void answer(Supplier<String> text) {
        outbox.put(done -> send(text.get(), () -> {
            intake.end();
            done.run();
        }));
    }

    @Override
    public boolean receive(Delivery delivery) {
        return outbox.offer(done -> send(delivery.text(), done), delivery.size());
    }

    @Override
    public DittoHeaders caller() {
        return caller;
    }

    @Override
    public void send(Signal<?> signal) {
        send(() -> protocol.signal(signal), USUAL_BYTES);
    }

    @Override
    public void send(Signal<?> signal, Runnable sent) {
        outbox.put(done -> send(protocol.signal(signal), () -> {
            sent.run();
            done.run();
        }));
    }

    @Override
    public void send(Supplier<String> text, int bytes) {
        if (!outbox.offer(done -> send(text.get(), done), bytes)) {
            cutOff();
        }
    }

    @Override
    public void fail(DittoRuntimeException failure, DittoHeaders to) {
        send(() -> protocol.error(failure, to), USUAL_BYTES);
    }

    @Override
    public void end(DittoRuntimeException reason) {
        outbox.put(done ->
                send(protocol.error(reason, DittoHeaders.empty()), () -> end(StatusCode.NORMAL, reason.getMessage())));
    }

    @Override
    public Executor carriers() {
        return door.carriers();
    }

    @Override
    public ScheduledExecutorService timer() {
        return door.timer();
    }

    private void send(String text, Runnable done) {
        session.sendText(text, Callback.from(done, failure -> {
            close();
            done.run();
        }));
    }

    @Override
    public void cutOff() {
        if (!closed.get() && slow.compareAndSet(false, true)) {
            door.countCutOff();
            LOG.info("A WebSocket was cut off because its reader left too many events waiting.");
            String reason = "Too slow: too many events are waiting to be read.";
            door.carriers().execute(() -> end(StatusCode.TRY_AGAIN_LATER, reason));
        }
    }

    private void end(int status, String reason) {
        close();
        session.close(status, reason, Callback.from(() -> {}, failure -> session.disconnect()));
    }

    private void close() {
        if (closed.compareAndSet(false, true)) {
            door.sockets().remove(this);
            ping.cancel(false);
            outbox.close();
            intake.close();
            if (signals != null) {
                signals.close();
            }
            handlers.forEach(SocketHandler::close);
        }
    }

    @Override
    public void onWebSocketClose(int status, String reason) {
        close();
    }

    @Override
    public void onWebSocketError(Throwable failure) {
        LOG.debug("A WebSocket failed: {}", failure.toString());
        close();
    }
}
