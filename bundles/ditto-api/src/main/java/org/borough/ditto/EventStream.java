// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.borough.ditto.Selection.Selected;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reader of server-sent events. A reader that falls too far behind is cut off. */
final class EventStream implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] HEARTBEAT = "data:\n\n".getBytes(StandardCharsets.UTF_8);

    private final FrontDoor door;
    private final Selection selection;
    private final Function<Selected, Optional<JsonValue>> view;
    private final Outbox outbox;
    private final AtomicBoolean slow = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long lastWrite;
    private AsyncContext context;
    private FrameWriter writer;
    private Subscription subscription = () -> {};
    private Future<?> heartbeat;

    EventStream(FrontDoor door, Selection selection, Function<Selected, Optional<JsonValue>> view) {
        this.door = door;
        this.selection = selection;
        this.view = view;
        outbox = door.outbox();
    }

    /** Subscribes before the head of the answer goes out, so that a client that sees it misses nothing. */
    void start(AuthorizationContext reader, HttpServletRequest request, HttpServletResponse response) {
        door.streams().put(this, this::close);
        context = request.startAsync();
        context.setTimeout(0);
        context.addListener(this);
        try {
            writer = new FrameWriter(response.getOutputStream(), this::close);
            synchronized (this) {
                subscription = door.engine().subscribe(reader, this::take);
            }
            response.flushBuffer();
            writer.open();
        } catch (IOException gone) {
            close();
            throw new UncheckedIOException(gone);
        }
        long period = door.settings().heartbeat().toMillis();
        heartbeat = door.timer().scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    private void take(Event<?> event) {
        if (selection.mayWant(event)
                && !outbox.offer(done -> send((ThingEvent<?>) event, done), Selection.sizeOf(event))) {
            cutOff();
        }
    }

    private void send(ThingEvent<?> event, Runnable done) {
        selection.select(event).whenComplete((selected, failure) -> {
            Optional<JsonValue> value = failure == null ? selected.flatMap(view) : failed(failure);
            if (value.isPresent()) {
                write(("data:" + value.get() + "\n\n").getBytes(StandardCharsets.UTF_8), done);
            } else {
                done.run();
            }
        });
    }

    private static Optional<JsonValue> failed(Throwable failure) {
        return Optional.of(Failures.toDitto(failure).toJson());
    }

    private void write(byte[] frame, Runnable done) {
        lastWrite = System.nanoTime();
        writer.write(frame, done);
    }

    private void beat() {
        long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastWrite);
        // A heartbeat only fills silence: where something waits to be sent, the reader will hear of us anyway.
        if (closed.get()) {
            heartbeat.cancel(false);
        } else if (idle * 2 > door.settings().heartbeat().toMillis() && outbox.isEmpty()) {
            outbox.offer(done -> write(HEARTBEAT, done), HEARTBEAT.length);
        }
    }

    private void cutOff() {
        if (!closed.get() && slow.compareAndSet(false, true)) {
            door.countCutOff();
            LOG.info("An event stream was cut off because its reader left too many events waiting.");
            door.carriers().execute(this::close);
        }
    }

    private void close() {
        if (closed.compareAndSet(false, true)) {
            door.streams().remove(this);
            outbox.close();
            synchronized (this) {
                subscription.close();
            }
            context.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
