// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.borough.thing.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reader of server-sent events. A reader that falls too far behind is cut off. */
final class EventStream implements AsyncListener {

    /** What fills a stream. */
    interface Feed {

        /** Begins to fill it; must not miss what happens from now on. Ends when it is closed. */
        Subscription open(EventStream to);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] HEARTBEAT = "data:\n\n".getBytes(StandardCharsets.UTF_8);

    private final FrontDoor door;
    private final Feed feed;
    private final Outbox outbox;
    private final Pace pace;
    private final AtomicBoolean slow = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long lastWrite;
    private AsyncContext context;
    private FrameWriter writer;
    private Subscription subscription = () -> {};
    private Future<?> heartbeat;
    private volatile Future<?> expiry;

    EventStream(FrontDoor door, Feed feed) {
        this.door = door;
        this.feed = feed;
        outbox = door.outbox();
        pace = new Pace(door.settings().maxEventsPerSecond(), door.timer());
    }

    /**
     * Opens the feed before the head of the answer goes out, so that a client that sees it misses nothing. It ends with
     * what its reader was let in by.
     */
    void start(AsyncContext begun, ServletResponse response, Optional<Instant> ends) {
        door.streams().put(this, this::close);
        context = begun;
        context.setTimeout(0);
        context.addListener(this);
        try {
            writer = new FrameWriter(response.getOutputStream(), this::close);
            synchronized (this) {
                subscription = feed.open(this);
            }
            response.flushBuffer();
            writer.open();
        } catch (IOException gone) {
            close();
            throw new UncheckedIOException(gone);
        }
        long period = door.settings().heartbeat().toMillis();
        heartbeat = door.timer().scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
        ends.ifPresent(this::endAt);
    }

    /** A reader that comes back proves anew who it is. */
    private void endAt(Instant moment) {
        Duration left = Duration.between(Instant.now(), moment);
        Runnable end = () -> door.carriers().execute(this::close);
        expiry = door.timer().schedule(end, Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        if (closed.get()) {
            expiry.cancel(false);
        }
    }

    /** Adds something that sends an event, and keeps about so many bytes alive; cuts the reader off if there is no room. */
    void offer(Consumer<Runnable> work, int bytes) {
        if (!outbox.offer(work, bytes)) {
            cutOff();
        }
    }

    /** Adds something whose number the feed limits itself. */
    void put(Consumer<Runnable> work) {
        outbox.put(work);
    }

    /** Sends one event, when it is its turn. */
    void send(String data, Runnable done) {
        write(("data:" + data + "\n\n").getBytes(StandardCharsets.UTF_8), () -> pace.next(done));
    }

    /** Ends the stream when everything is sent. */
    void end() {
        outbox.put(done -> {
            close();
            done.run();
        });
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

    /** Ends the stream of a reader that is too slow. */
    void cutOff() {
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
            if (expiry != null) {
                expiry.cancel(false);
            }
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
