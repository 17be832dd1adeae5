// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.search;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.ditto.Failures;
import org.borough.ditto.streams.SignalSender;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.thingsearch.model.SearchResult;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionProtocolErrorException;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionTimeoutException;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.RequestFromSubscription;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionComplete;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionCreated;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionFailed;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionHasNextPage;

/** One search whose pages a client asks for. It searches only while pages are asked for, and holds none. */
final class SearchStream {

    private final String id;
    private final Pages pages;
    private final SignalSender sender;
    private final Runnable whenOver;
    private final long patienceNanos;
    private final AtomicBoolean over = new AtomicBoolean();
    private DittoHeaders headers;
    private long demand;
    private long lastActive = System.nanoTime();
    private boolean busy;

    SearchStream(
            String id, Pages pages, DittoHeaders headers, SignalSender sender, Duration patience, Runnable whenOver) {
        this.id = id;
        this.pages = pages;
        this.headers = headers;
        this.sender = sender;
        this.patienceNanos = patience.toNanos();
        this.whenOver = whenOver;
    }

    /** Tells the id. Whether the search makes sense is found when its first page is asked for. */
    void start(ScheduledExecutorService timer) {
        sender.send(SubscriptionCreated.of(id, headers), () -> {});
        watch(timer, patienceNanos);
    }

    void request(RequestFromSubscription request) {
        if (request.getDemand() <= 0) {
            fail(SubscriptionProtocolErrorException.newBuilder()
                    .message("The demand is " + request.getDemand() + " but must be positive.")
                    .dittoHeaders(request.getDittoHeaders())
                    .build());
            return;
        }
        synchronized (this) {
            headers = request.getDittoHeaders();
            lastActive = System.nanoTime();
            demand = request.getDemand() > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + request.getDemand();
        }
        goOn();
    }

    void cancel() {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
        }
    }

    private void watch(ScheduledExecutorService timer, long nanos) {
        timer.schedule(
                () -> {
                    long left = patienceNanos - idleNanos();
                    if (left > 0 && !over.get()) {
                        watch(timer, left);
                    } else if (!over.get()) {
                        fail(SubscriptionTimeoutException.of(id, headers));
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private synchronized long idleNanos() {
        return busy ? 0 : System.nanoTime() - lastActive;
    }

    // Whatever goes wrong is told to the client; it must not end its other searches.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void goOn() {
        synchronized (this) {
            if (busy || demand == 0 || over.get()) {
                return;
            }
            busy = true;
        }
        try {
            pages.next().whenComplete((page, failure) -> {
                if (failure == null) {
                    take(page);
                } else {
                    fail(Failures.toDitto(failure));
                }
            });
        } catch (RuntimeException failure) {
            fail(Failures.toDitto(failure));
        }
    }

    private void take(SearchResult page) {
        if (over.get()) {
            return;
        }
        if (page.isEmpty()) {
            sent();
            return;
        }
        synchronized (this) {
            demand--;
        }
        sender.send(SubscriptionHasNextPage.of(id, page.getItems(), headers), this::sent);
    }

    private void sent() {
        if (pages.atEnd()) {
            if (over.compareAndSet(false, true)) {
                whenOver.run();
                sender.send(SubscriptionComplete.of(id, headers), () -> {});
            }
            return;
        }
        synchronized (this) {
            busy = false;
            lastActive = System.nanoTime();
        }
        goOn();
    }

    private void fail(DittoRuntimeException why) {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
            sender.send(SubscriptionFailed.of(id, why, headers), () -> {});
        }
    }
}
