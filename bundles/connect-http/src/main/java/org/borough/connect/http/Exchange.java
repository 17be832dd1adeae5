// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.endpoint.MessageWords;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Platform;
import org.borough.thing.Endpoint;
import org.borough.thing.Subscription;

/** One request of a device on its way to an answer. Starts on the connection's event loop. */
final class Exchange {

    /**
     * The headers that are passed on as they are, the port of LoRaWAN and the trace context of the W3C; everything else a
     * device wants to say stands in the query.
     */
    private static final List<String> PASSED_ON = List.of("fport", "traceparent");

    private final Platform platform;
    private final HttpSettings settings;
    private final HttpConnections counts;
    private final Login login;
    private final EventExecutor loop;
    private final DeviceRequest request;
    private CommandWait waiting;
    private boolean hurried;

    Exchange(
            Platform platform,
            HttpSettings settings,
            HttpConnections counts,
            Login login,
            EventExecutor loop,
            DeviceRequest request) {
        this.platform = platform;
        this.settings = settings;
        this.counts = counts;
        this.login = login;
        this.loop = loop;
        this.request = request;
    }

    CompletionStage<Answer> answer(Route.ToDevice route) {
        return onLoop(login.sender(request.authorization()))
                .thenCompose(sender -> sender instanceof Login.Sender.Known known
                        ? serve(route, known.device())
                        : CompletableFuture.completedFuture(refusal(route, ((Login.Sender.Refused) sender).answer())));
    }

    /** Waits for no command any more, and answers. On the event loop. */
    void hurry() {
        hurried = true;
        if (waiting != null) {
            waiting.end();
        }
    }

    /** No answer will reach the device. On the event loop. */
    void connectionClosed() {
        hurried = true;
        if (waiting != null) {
            waiting.abort("the device's connection closed");
        }
    }

    /** Continues on the event loop, at once when there is nothing to wait for. */
    private <T> CompletableFuture<T> onLoop(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.isDone() ? future : future.thenApplyAsync(result -> result, loop);
    }

    /** Who speaks for another device and is not there itself may not, whether the other one is there or not. */
    private static Answer refusal(Route.ToDevice route, Answer answer) {
        return answer.status() == 404 && !route.device().isEmpty()
                ? Answer.error(403, "gateway is disabled or not registered")
                : answer;
    }

    private CompletionStage<Answer> serve(Route.ToDevice route, DeviceId sender) {
        if (!route.tenant().isEmpty() && !route.tenant().equals(sender.tenant())) {
            return error(403, "not authorized to send messages for devices of another tenant");
        }
        DeviceId device = route.device().isEmpty() ? sender : new DeviceId(sender.tenant(), route.device());
        return onLoop(platform.admitSender(sender, device)).thenCompose(admission -> {
            if (admission instanceof Admission.Refused refused) {
                return error(refused.status(), refused.reason());
            }
            Registration registration = ((Admission.Admitted) admission).registration();
            return route instanceof Route.Response response
                    ? respond(response, sender, registration)
                    : upload(((Route.Upload) route).endpoint(), sender, registration);
        });
    }

    private CompletionStage<Answer> respond(Route.Response response, DeviceId sender, Registration registration) {
        int status = Wishes.commandStatus(request);
        if (status < 0) {
            return error(400, "hono-cmd-status must be given as a header or parameter: 200..299 or 400..599");
        }
        Meter.Verdict verdict = platform.meter().message(registration.device(), request.body().length);
        if (!verdict.passes()) {
            return CompletableFuture.completedFuture(Answer.tooMuch(verdict));
        }
        Message message = message(Endpoint.RESPONSE, 1, 0, sender, registration);
        return platform.downlinks()
                .respond(new CommandResponse(response.requestId(), status, message))
                .thenApply(Answer::of);
    }

    private CompletionStage<Answer> upload(Endpoint endpoint, DeviceId sender, Registration registration) {
        Optional<Answer> objection = Wishes.objection(request, endpoint);
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(objection.get());
        }
        Meter.Verdict verdict = platform.meter().message(registration.device(), request.body().length);
        if (!verdict.passes()) {
            return CompletableFuture.completedFuture(Answer.tooMuch(verdict));
        }
        int qos = Wishes.qos(request, endpoint);
        int ttd = hurried ? 0 : Wishes.ttdSeconds(request, registration, settings);
        Message message = message(endpoint, qos, ttd, sender, registration);
        return ttd > 0 ? sendAndWait(message, ttd, sender) : send(message).thenApply(Answer::of);
    }

    /** The way for commands is open before the message says so. */
    private CompletionStage<Answer> sendAndWait(Message message, int ttdSeconds, DeviceId sender) {
        CommandWait wait = new CommandWait(sender, platform.meter());
        waiting = wait;
        Subscription way = platform.downlinks().open(target(sender, message.device()), wait);
        ScheduledFuture<?> timer = loop.schedule(wait::end, ttdSeconds, TimeUnit.SECONDS);
        return send(message)
                .thenCompose(end -> {
                    if (end instanceof Acknowledgement.Refused) {
                        wait.abort("the device's request was refused");
                        return CompletableFuture.completedFuture(Answer.of(end));
                    }
                    return wait.answer();
                })
                .whenComplete((answer, failure) -> {
                    timer.cancel(false);
                    way.close();
                    if (failure != null) {
                        wait.abort("the device's request failed");
                    }
                });
    }

    /** Who asks for itself may be a gateway: it takes what is for its devices, too. */
    private static CommandTarget target(DeviceId sender, DeviceId device) {
        return new CommandTarget(sender, sender.equals(device) ? CommandTarget.ALL : device.id());
    }

    /** With QoS 0 it is enough that the message was taken and that there is room for the next. */
    private CompletionStage<Acknowledgement> send(Message message) {
        Intake intake = platform.uplinks().accept(message);
        CompletableFuture<Acknowledgement> done = intake.done().toCompletableFuture();
        done.thenAccept(counts::ended);
        return message.qos() == 0
                ? intake.room().thenApply(nothing -> done.getNow(new Acknowledgement.Stored()))
                : done.thenCombine(intake.room(), (end, nothing) -> end);
    }

    private Message message(Endpoint endpoint, int qos, int ttd, DeviceId sender, Registration registration) {
        DeviceId device = registration.device();
        MessageWords words = platform.words(registration)
                .said(request.query())
                .from(request.path(), qos)
                .ttl(endpoint, qos, request.value("hono-ttl"));
        PASSED_ON.forEach(name -> request.value(name).ifPresent(value -> words.with(name, value)));
        if (ttd > 0) {
            words.with("ttd", Integer.toString(ttd));
        }
        return new Message(
                device,
                Platform.gateway(sender, device),
                endpoint,
                qos,
                words.contentType(Wishes.contentType(request)),
                words.all(),
                request.body(),
                platform.clock().instant());
    }

    private static CompletionStage<Answer> error(int status, String reason) {
        return CompletableFuture.completedFuture(Answer.error(status, reason));
    }
}
