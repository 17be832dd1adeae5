// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Platform;
import org.borough.thing.Endpoint;
import org.borough.thing.Subscription;

/** One request of a device on its way to an answer. */
final class DeviceExchange {

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Platform platform;
    private final CoapSettings settings;
    private final CoapPeers counts;
    private final ScheduledExecutorService timer;
    private final Peer peer;
    private final DeviceRequest request;
    private final IntConsumer acknowledgeAfter;

    /**
     * Of a request that is in order as CoAP.
     *
     * @param acknowledgeAfter told the milliseconds after which an acknowledgement shall go ahead of the answer
     */
    DeviceExchange(
            Platform platform,
            CoapSettings settings,
            CoapPeers counts,
            ScheduledExecutorService timer,
            Peer peer,
            DeviceRequest request,
            IntConsumer acknowledgeAfter) {
        this.platform = platform;
        this.settings = settings;
        this.counts = counts;
        this.timer = timer;
        this.peer = peer;
        this.request = request;
        this.acknowledgeAfter = acknowledgeAfter;
    }

    CompletionStage<Answer> answer(Route.ToDevice route) {
        return peer.login(platform, counts.revision()).thenCompose(admission -> answer(route, admission));
    }

    private CompletionStage<Answer> answer(Route.ToDevice route, Admission sender) {
        if (sender instanceof Admission.Refused refused) {
            return CompletableFuture.completedFuture(refusal(route, refused));
        }
        DeviceId connected = ((Admission.Admitted) sender).registration().device();
        if (!route.tenant().isEmpty() && !route.tenant().equals(connected.tenant())) {
            return error(403, "not authorized to send messages for devices of another tenant");
        }
        DeviceId device = route.device().isEmpty() ? connected : new DeviceId(connected.tenant(), route.device());
        return platform.admitSender(connected, device)
                .thenCompose(admission -> admission instanceof Admission.Refused refused
                        ? error(refused.status(), refused.reason())
                        : serve(route, connected, ((Admission.Admitted) admission).registration()));
    }

    /** As Hono answers: a gateway that is disabled or gone is not authorised, rather than its device not found. */
    private Answer refusal(Route.ToDevice route, Admission.Refused refused) {
        if (refused.status() == UNAUTHORIZED && peer.showsCertificate()) {
            return Answer.nobody();
        }
        return refused.status() == NOT_FOUND && !route.device().isEmpty()
                ? Answer.error(403, "the gateway is disabled or not registered")
                : Answer.error(refused.status(), refused.reason());
    }

    private CompletionStage<Answer> serve(Route.ToDevice route, DeviceId connected, Registration registration) {
        Optional<Answer> objection =
                route instanceof Route.Upload upload ? Wishes.objection(request, upload.endpoint()) : Optional.empty();
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(objection.get());
        }
        Meter.Verdict verdict = platform.meter().message(registration.device(), request.body().length);
        if (!verdict.passes()) {
            return CompletableFuture.completedFuture(Answer.tooMany(verdict.reason(), verdict.pause()));
        }
        acknowledgeAfter.accept(Wishes.ackMillis(request, registration, settings));
        return route instanceof Route.Response response
                ? respond(response, connected, registration)
                : upload(((Route.Upload) route).endpoint(), connected, registration);
    }

    private CompletionStage<Answer> respond(Route.Response response, DeviceId connected, Registration registration) {
        if (!request.confirmable()) {
            return error(400, "answers to commands are taken in confirmable messages only");
        }
        int status = Wishes.commandStatus(request);
        if (status < 0) {
            return error(400, "hono-cmd-status must be given as a parameter: 200..299 or 400..599");
        }
        Message message = message(Endpoint.RESPONSE, 0, connected, registration);
        return platform.downlinks()
                .respond(new CommandResponse(response.requestId(), status, message))
                .thenApply(Answer::of);
    }

    private CompletionStage<Answer> upload(Endpoint endpoint, DeviceId connected, Registration registration) {
        int ttd = Wishes.ttdSeconds(request, registration, settings);
        Message message = message(endpoint, ttd, connected, registration);
        return ttd > 0 ? sendAndWait(message, ttd, connected) : send(message).thenApply(Answer::of);
    }

    /** The way for commands is open before the message says so. */
    private CompletionStage<Answer> sendAndWait(Message message, int ttdSeconds, DeviceId connected) {
        CommandWait wait = new CommandWait(connected, Route.isShort(request.path()));
        peer.waits(wait);
        Subscription way = platform.downlinks()
                .open(new CommandTarget(connected, message.device().id()), wait);
        ScheduledFuture<?> end = timer.schedule(wait::end, ttdSeconds, TimeUnit.SECONDS);
        return send(message)
                .thenCompose(sent -> {
                    if (sent instanceof Acknowledgement.Refused) {
                        wait.abort("the device's request was refused");
                        return CompletableFuture.completedFuture(Answer.of(sent));
                    }
                    return wait.answer();
                })
                .whenComplete((answer, failure) -> {
                    end.cancel(false);
                    way.close();
                    peer.waitsNoMore(wait);
                    if (failure != null) {
                        wait.abort("the device's request failed");
                    }
                });
    }

    /** With QoS 0 it is enough that the message was taken and that there is room for the next. */
    private CompletionStage<Acknowledgement> send(Message message) {
        Intake intake = platform.uplinks().accept(message);
        peer.holdUntil(intake.room());
        CompletableFuture<Acknowledgement> done = intake.done().toCompletableFuture();
        done.thenAccept(counts::ended);
        return message.qos() == 0
                ? intake.room().thenApply(nothing -> done.getNow(new Acknowledgement.Stored()))
                : done;
    }

    private Message message(Endpoint endpoint, int ttd, DeviceId connected, Registration registration) {
        DeviceId device = registration.device();
        int qos = request.confirmable() ? 1 : 0;
        var words = platform.words(registration)
                .from(request.address(), qos)
                .said(request.said())
                .ttl(endpoint, qos, request.value(Wishes.TTL));
        if (ttd > 0) {
            words.with("ttd", Integer.toString(ttd));
        }
        return new Message(
                device,
                Platform.gateway(connected, device),
                endpoint,
                qos,
                words.contentType(request.contentType()),
                words.all(),
                request.body(),
                platform.clock().instant());
    }

    private static CompletionStage<Answer> error(int status, String reason) {
        return CompletableFuture.completedFuture(Answer.error(status, reason));
    }
}
