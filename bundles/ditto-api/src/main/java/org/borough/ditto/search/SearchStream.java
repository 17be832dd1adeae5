// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.search;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.borough.ditto.Failures;
import org.borough.ditto.streams.Demand;
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
    private final Demand demand;
    private volatile DittoHeaders headers;

    SearchStream(
            String id, Pages pages, DittoHeaders headers, SignalSender sender, Duration patience, Runnable whenOver) {
        this.id = id;
        this.pages = pages;
        this.headers = headers;
        this.sender = sender;
        demand =
                new Demand(patience, wanted -> wanted ? Optional.of(this::read) : Optional.<Runnable>empty(), whenOver);
    }

    /** Tells the id. Whether the search makes sense is found when its first page is asked for. */
    void start(ScheduledExecutorService timer) {
        sender.send(SubscriptionCreated.of(id, headers), () -> {});
        demand.watch(timer, () -> fail(SubscriptionTimeoutException.of(id, headers)));
    }

    void request(RequestFromSubscription request) {
        if (request.getDemand() <= 0) {
            fail(SubscriptionProtocolErrorException.newBuilder()
                    .message("The demand is " + request.getDemand() + " but must be positive.")
                    .dittoHeaders(request.getDittoHeaders())
                    .build());
            return;
        }
        headers = request.getDittoHeaders();
        demand.more(request.getDemand());
    }

    void cancel() {
        demand.end();
    }

    // Whatever goes wrong is told to the client; it must not end its other searches.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void read() {
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
        if (demand.isOver()) {
            return;
        }
        if (page.isEmpty()) {
            sent();
            return;
        }
        demand.given();
        sender.send(SubscriptionHasNextPage.of(id, page.getItems(), headers), this::sent);
    }

    private void sent() {
        if (!pages.atEnd()) {
            demand.done();
        } else if (demand.end()) {
            sender.send(SubscriptionComplete.of(id, headers), () -> {});
        }
    }

    private void fail(DittoRuntimeException why) {
        if (demand.end()) {
            sender.send(SubscriptionFailed.of(id, why, headers), () -> {});
        }
    }
}
