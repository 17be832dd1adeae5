// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionNotFoundException;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionProtocolErrorException;
import org.eclipse.ditto.base.model.signals.commands.streaming.CancelStreamingSubscription;
import org.eclipse.ditto.base.model.signals.commands.streaming.RequestFromStreamingSubscription;
import org.eclipse.ditto.base.model.signals.commands.streaming.StreamingSubscriptionCommand;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionFailed;

/** The persisted events that one client follows. It knows only the subscriptions that it made itself. */
public final class PersistedStreams implements SignalHandler {

    private static final int MOST_STREAMS = 50;

    private final Engine engine;
    private final ScheduledExecutorService timer;
    private final SignalSender sender;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, PersistedStream> streams = new ConcurrentHashMap<>();

    /** Follows nothing yet. */
    public PersistedStreams(Engine engine, ScheduledExecutorService timer, SignalSender sender) {
        this.engine = engine;
        this.timer = timer;
        this.sender = sender;
    }

    @Override
    public boolean handle(Command<?> command) {
        if (command instanceof SubscribeForPersistedEvents wanted) {
            subscribe(wanted);
        } else if (command instanceof RequestFromStreamingSubscription request) {
            find(request.getSubscriptionId(), request, stream -> stream.request(request));
        } else if (command instanceof CancelStreamingSubscription cancel) {
            find(cancel.getSubscriptionId(), cancel, PersistedStream::cancel);
        } else {
            return false;
        }
        return true;
    }

    private void subscribe(SubscribeForPersistedEvents wanted) {
        String id = wanted.getPrefix().orElse("") + ids.getAndIncrement();
        if (streams.size() >= MOST_STREAMS) {
            fail(
                    id,
                    wanted,
                    StreamingSubscriptionProtocolErrorException.newBuilder()
                            .message("There are " + MOST_STREAMS + " streams of persisted events already.")
                            .description("Cancel some of them first.")
                            .build());
            return;
        }
        PersistedStream stream = new PersistedStream(id, wanted, engine, sender, () -> streams.remove(id));
        streams.put(id, stream);
        stream.start(timer);
    }

    private void find(String id, StreamingSubscriptionCommand<?> command, Consumer<PersistedStream> work) {
        PersistedStream stream = streams.get(id);
        if (stream == null) {
            fail(id, command, StreamingSubscriptionNotFoundException.of(id, command.getDittoHeaders()));
        } else {
            work.accept(stream);
        }
    }

    private void fail(String id, StreamingSubscriptionCommand<?> command, DittoRuntimeException why) {
        sender.send(
                StreamingSubscriptionFailed.of(id, command.getEntityId(), why, command.getDittoHeaders()), () -> {});
    }

    @Override
    public void close() {
        streams.values().forEach(PersistedStream::cancel);
    }
}
