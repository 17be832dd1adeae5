// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.borough.ditto.streams.PersistedStreams;
import org.borough.ditto.streams.SignalHandler;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
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
public final class SocketSession implements Session.Listener {

    static final Duration PING_PERIOD = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

    private final FrontDoor door;
    private final Protocol protocol;
    private final DittoHeaders caller;
    private final String origin = UUID.randomUUID().toString();
    private final Outbox outbox;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final AtomicBoolean slow = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<SignalHandler> handlers;
    private Session session;
    private Subscription events = () -> {};
    private Future<?> ping;

    SocketSession(FrontDoor door, DittoHeaders caller) {
        this.door = door;
        this.caller = caller.toBuilder().origin(origin).build();
        protocol = new Protocol(this.caller);
        outbox = door.outbox();
        handlers = List.of(new PersistedStreams(door.engine(), door.timer(), this::sendLater));
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
        session.demand();
    }

    @Override
    // The edge to strangers' messages: whatever goes wrong with one is answered and does not end the session.
    @SuppressWarnings("checkstyle:IllegalCatch")
    public void onWebSocketText(String text) {
        pending.incrementAndGet();
        try {
            handle(text);
        } catch (IllegalArgumentException unreadable) {
            answer(protocol.error(GatewayException.unreadableRequest(unreadable), protocol.headersOf(text)));
        } catch (RuntimeException failure) {
            answer(protocol.error(Failures.toDitto(failure), protocol.headersOf(text)));
        }
        demandMore();
    }

    private void handle(String text) {
        StreamControl control = StreamControl.parse(text);
        if (control == null) {
            execute(protocol.command(text));
        } else {
            answer(control(control));
        }
    }

    private String control(StreamControl control) {
        if (!control.isOfEvents()) {
            throw control.unsupported();
        }
        follow(control.starts() ? control.query() : null);
        return control.acknowledgement();
    }

    private synchronized void follow(Query query) {
        Selection selection = query == null ? null : new Selection(door.engine(), caller, query, List.of());
        events.close();
        events = selection == null || closed.get()
                ? () -> {}
                : door.engine().subscribe(caller.getAuthorizationContext(), event -> take(event, selection));
    }

    private void execute(Command<?> command) {
        if (handlers.stream().anyMatch(handler -> handler.handle(command))) {
            release();
            return;
        }
        boolean answerWanted = command.getDittoHeaders().isResponseRequired();
        door.execute(command).whenComplete((response, failure) -> {
            if (!answerWanted) {
                release();
            } else if (failure == null) {
                answerLater(() -> protocol.response(response, command));
            } else {
                answerLater(() -> protocol.error(Failures.toDitto(failure), command));
            }
        });
    }

    /** Sends the answer to one message from the client. Their number is limited by how many are read. */
    private void answer(String text) {
        answerLater(() -> text);
    }

    private void answerLater(Supplier<String> text) {
        outbox.put(done -> send(text.get(), () -> {
            release();
            done.run();
        }));
    }

    /** Sends what comes unasked. Whoever does this waits for one to be sent before the next. */
    private void sendLater(Signal<?> signal, Runnable sent) {
        outbox.put(done -> send(protocol.signal(signal), () -> {
            sent.run();
            done.run();
        }));
    }

    private void take(Event<?> event, Selection selection) {
        // What a client did itself it learns from the answer.
        boolean own = event.getDittoHeaders().getOrigin().filter(origin::equals).isPresent();
        if (!own
                && selection.mayWant(event)
                && !outbox.offer(done -> send(event, selection, done), Selection.sizeOf(event))) {
            cutOff();
        }
    }

    private void send(Event<?> event, Selection selection, Runnable done) {
        selection.select((ThingEvent<?>) event).whenComplete((selected, failure) -> {
            if (failure != null) {
                send(protocol.error(Failures.toDitto(failure), event.getDittoHeaders()), done);
            } else if (selected.isPresent()) {
                send(protocol.event(selected.get()), done);
            } else {
                done.run();
            }
        });
    }

    private void send(String text, Runnable done) {
        session.sendText(text, Callback.from(done, failure -> {
            close();
            done.run();
        }));
    }

    private void release() {
        pending.decrementAndGet();
        if (paused.compareAndSet(true, false) && !closed.get()) {
            session.demand();
        }
    }

    private void demandMore() {
        if (pending.get() < door.settings().maxPendingCommands()) {
            session.demand();
            return;
        }
        paused.set(true);
        // All may have been answered just before the pause was noted; then nobody else would end it.
        if (pending.get() < door.settings().maxPendingCommands() && paused.compareAndSet(true, false)) {
            session.demand();
        }
    }

    private void cutOff() {
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
            handlers.forEach(SignalHandler::close);
            synchronized (this) {
                events.close();
            }
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
