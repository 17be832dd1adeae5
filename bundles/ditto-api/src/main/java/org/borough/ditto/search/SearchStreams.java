// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.search;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.ditto.socket.SocketHandler;
import org.borough.ditto.streams.SignalSender;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionNotFoundException;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionProtocolErrorException;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CancelSubscription;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CreateSubscription;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.RequestFromSubscription;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionFailed;

/** Ditto's search protocol for one client. It knows only the searches that it began itself. */
public final class SearchStreams implements SocketHandler {

    private static final int MOST_STREAMS = 50;

    private final Engine engine;
    private final ScheduledExecutorService timer;
    private final SignalSender sender;
    private final Duration patience;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, SearchStream> streams = new ConcurrentHashMap<>();

    /** No search yet. */
    public SearchStreams(Engine engine, ScheduledExecutorService timer, SignalSender sender, Duration patience) {
        this.engine = engine;
        this.timer = timer;
        this.sender = sender;
        this.patience = patience;
    }

    @Override
    public boolean signal(Signal<?> command) {
        if (command instanceof CreateSubscription wanted) {
            create(wanted);
        } else if (command instanceof RequestFromSubscription request) {
            SearchStream stream = streams.get(request.getSubscriptionId());
            if (stream == null) {
                unknown(request.getSubscriptionId(), request.getDittoHeaders());
            } else {
                stream.request(request);
            }
        } else if (command instanceof CancelSubscription cancel) {
            SearchStream stream = streams.get(cancel.getSubscriptionId());
            if (stream == null) {
                unknown(cancel.getSubscriptionId(), cancel.getDittoHeaders());
            } else {
                stream.cancel();
            }
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        streams.values().forEach(SearchStream::cancel);
    }

    private void create(CreateSubscription wanted) {
        String id = wanted.getPrefix().orElse("") + ids.getAndIncrement();
        DittoHeaders headers = wanted.getDittoHeaders();
        if (streams.size() >= MOST_STREAMS) {
            fail(
                    id,
                    SubscriptionProtocolErrorException.newBuilder()
                            .message("There are " + MOST_STREAMS + " searches under way already.")
                            .description("Cancel some of them first.")
                            .build(),
                    headers);
            return;
        }
        Pages pages = new Pages(
                engine,
                wanted.getFilter(),
                wanted.getOptions().orElse(""),
                wanted.getNamespaces().filter(names -> !names.isEmpty()),
                wanted.getSelectedFields(),
                headers);
        SearchStream stream = new SearchStream(id, pages, headers, sender, patience, () -> streams.remove(id));
        streams.put(id, stream);
        stream.start(timer);
    }

    private void unknown(String id, DittoHeaders headers) {
        fail(id, SubscriptionNotFoundException.of(id, headers), headers);
    }

    private void fail(String id, DittoRuntimeException why, DittoHeaders headers) {
        sender.send(SubscriptionFailed.of(id, why, headers), () -> {});
    }
}
