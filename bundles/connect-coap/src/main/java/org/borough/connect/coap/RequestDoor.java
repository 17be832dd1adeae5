// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.borough.connect.Delivery;
import org.borough.endpoint.Platform;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Californium hands over requests, whole and once each, and takes the answers. */
final class RequestDoor implements MessageDeliverer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDoor.class);
    private static final int GRACE_SECONDS = 1;

    private final Platform platform;
    private final CoapSettings settings;
    private final CoapPeers counts;
    private final ScheduledExecutorService timer;
    private final Consumer<Peer> expel;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    /** @param expel ends the association of a peer that is nobody any more */
    RequestDoor(
            Platform platform,
            CoapSettings settings,
            CoapPeers counts,
            ScheduledExecutorService timer,
            Consumer<Peer> expel) {
        this.platform = platform;
        this.settings = settings;
        this.counts = counts;
        this.timer = timer;
        this.expel = expel;
    }

    @Override
    public void deliverRequest(Exchange exchange) {
        Request request = exchange.getRequest();
        Optional<Peer> peer = Peer.behind(request.getSourceContext().getPeerIdentity());
        CompletableFuture<Void> sent = new CompletableFuture<>();
        underWay.add(sent);
        sent.whenComplete((nothing, failure) -> underWay.remove(sent));
        CompletableFuture.completedFuture(peer)
                .thenCompose(known -> known.map(somebody -> answer(exchange, somebody))
                        .orElseGet(() -> done(Answer.error(401, "Unauthorized"))))
                .whenComplete((answer, failure) -> finish(exchange, peer, answer, failure, sent));
    }

    /** Waits until all answers are out, or the time for it is over. */
    void drain() {
        CompletableFuture.allOf(underWay.toArray(new CompletableFuture<?>[0]))
                .completeOnTimeout(null, settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void deliverResponse(Exchange exchange, Response response) {
        // No device is asked anything.
    }

    private CompletionStage<Answer> answer(Exchange exchange, Peer peer) {
        DeviceRequest request = DeviceRequest.of(exchange.getRequest());
        if (request.proxied()) {
            return done(Answer.error(505, "this is no proxy"));
        }
        if (request.body().length > settings.maxPayloadBytes()) {
            return done(Answer.error(413, "the body is larger than " + settings.maxPayloadBytes() + " bytes"));
        }
        if (!(Route.of(request.path()) instanceof Route.ToDevice route)) {
            return done(Answer.error(404, "there is no such resource"));
        }
        if (request.method() != route.method()) {
            return done(Answer.error(405, "here only " + route.method() + " is allowed"));
        }
        if (!peer.begin(settings.maxRequestsPerDevice())) {
            return done(Answer.error(503, "too many requests of this device are under way"));
        }
        return CompletableFuture.completedFuture(request)
                .thenCompose(one -> new DeviceExchange(
                                platform, settings, counts, timer, peer, one, millis -> acknowledge(exchange, millis))
                        .answer(route))
                .whenComplete((answer, failure) -> peer.end());
    }

    /** An empty acknowledgement, unless the answer is there by then; the answer comes separately after it. */
    private void acknowledge(Exchange exchange, int millis) {
        if (millis < 0 || !exchange.getRequest().isConfirmable()) {
            return;
        }
        if (millis == 0) {
            exchange.sendAccept();
        } else {
            timer.schedule(
                    () -> exchange.execute(() -> {
                        if (!exchange.isComplete() && exchange.getResponse() == null) {
                            exchange.sendAccept();
                        }
                    }),
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void finish(
            Exchange exchange, Optional<Peer> peer, Answer ready, Throwable failure, CompletableFuture<Void> sent) {
        Answer answer = ready;
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            LOG.error("A CoAP request failed", cause);
            answer = Answer.error(500, "internal error");
        }
        counts.answered(answer.success());
        if (answer.reject()) {
            exchange.sendReject();
            sent.complete(null);
        } else {
            send(exchange, answer, sent);
        }
        if (answer.response().getCode() == ResponseCode.UNAUTHORIZED) {
            // The answer goes ahead of the end.
            peer.ifPresent(nobody -> timer.schedule(() -> expel.accept(nobody), GRACE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private void send(Exchange exchange, Answer answer, CompletableFuture<Void> sent) {
        Response response = answer.response();
        if (DeviceRequest.asksForTime(exchange.getRequest().getOptions())) {
            response.getOptions().addOption(TimeOption.of(platform.clock().instant()));
        }
        response.addMessageObserver(new Confirmation(response, answer.written(), sent));
        exchange.sendResponse(response);
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** Hears whether a response arrived, as far as its type lets one know. */
    private static final class Confirmation extends MessageObserverAdapter {

        private final Response response;
        private final Consumer<Delivery> written;
        private final CompletableFuture<Void> sent;

        Confirmation(Response response, Consumer<Delivery> written, CompletableFuture<Void> sent) {
            this.response = response;
            this.written = written;
            this.sent = sent;
        }

        @Override
        public void onSent(boolean retransmission) {
            sent.complete(null);
            // The device repeats its request until it has a piggy-backed response, so sent is as good as delivered.
            if (!response.isConfirmable()) {
                written.accept(new Delivery.Delivered());
            }
        }

        @Override
        public void onAcknowledgement() {
            written.accept(new Delivery.Delivered());
        }

        @Override
        public void onTransferComplete() {
            written.accept(new Delivery.Delivered());
        }

        @Override
        protected void failed() {
            sent.complete(null);
            written.accept(new Delivery.NotDelivered(503, "the device did not take the response with the command"));
        }
    }
}
