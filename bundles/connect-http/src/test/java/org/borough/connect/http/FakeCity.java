// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.Credential;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;
import org.borough.connect.Downlinks;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.thing.Subscription;

/** Router and registry in the hand of a test. Every device's password is {@code secret}. */
final class FakeCity implements Uplinks, Downlinks, Registrations {

    static final String TENANT = "springfield";
    static final Acknowledgement STORED = new Acknowledgement.Stored();

    final List<Message> messages = new CopyOnWriteArrayList<>();
    final List<CommandResponse> responses = new CopyOnWriteArrayList<>();
    final Map<CommandTarget, DownlinkSink> ways = new ConcurrentHashMap<>();
    private final Map<DeviceId, Registration> devices = new ConcurrentHashMap<>();
    private volatile Function<Message, Intake> intake = message -> now(STORED);
    private volatile Optional<Admission> everybody = Optional.empty();
    private volatile CompletableFuture<Void> awake = CompletableFuture.completedFuture(null);

    Platform platform() {
        return new Platform(this, this, this, Clock.systemUTC());
    }

    FakeCity register(String id, Map<String, String> defaults, String... via) {
        DeviceId device = new DeviceId(TENANT, id);
        devices.put(device, new Registration(device, true, defaults, Set.of(via), Map.of()));
        return this;
    }

    FakeCity register(Registration registration) {
        devices.put(registration.device(), registration);
        return this;
    }

    FakeCity register(String id) {
        return register(id, Map.of());
    }

    void unregister(String id) {
        devices.remove(new DeviceId(TENANT, id));
    }

    void answerEverybody(Admission admission) {
        everybody = Optional.of(admission);
    }

    /** Lets nobody in until then. */
    void sleepUntil(CompletableFuture<Void> morning) {
        awake = morning;
    }

    void answer(Acknowledgement acknowledgement) {
        intake = message -> now(acknowledgement);
    }

    void answer(Function<Message, Intake> how) {
        intake = how;
    }

    static Intake now(Acknowledgement acknowledgement) {
        return Intake.taken(CompletableFuture.completedFuture(acknowledgement));
    }

    /** Those that devices sent, without the endpoint's own notifications. */
    List<Message> uplinks() {
        return messages.stream()
                .filter(message -> !message.properties().containsKey("ttd"))
                .toList();
    }

    List<String> notifications() {
        return messages.stream()
                .filter(message -> message.properties().containsKey("ttd"))
                .map(message ->
                        message.device().id() + " " + message.properties().get("ttd"))
                .toList();
    }

    CompletableFuture<Delivery> command(CommandTarget target, String device, String requestId, String payload) {
        DownlinkMessage message = new DownlinkMessage(
                new DeviceId(TENANT, device),
                target.subscriber().id().equals(device)
                        ? ""
                        : target.subscriber().id(),
                requestId,
                "dim",
                "application/json",
                Map.of(),
                payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ways.get(target).deliver(message).toCompletableFuture();
    }

    @Override
    public Intake accept(Message message) {
        messages.add(message);
        return intake.apply(message);
    }

    @Override
    public Subscription open(CommandTarget target, DownlinkSink sink) {
        ways.put(target, sink);
        return () -> ways.remove(target, sink);
    }

    @Override
    public CompletionStage<Acknowledgement> respond(CommandResponse response) {
        responses.add(response);
        return CompletableFuture.completedFuture(STORED);
    }

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        if (everybody.isPresent()) {
            return CompletableFuture.completedFuture(everybody.get());
        }
        Credential.Password given = (Credential.Password) credential;
        Registration device = devices.get(new DeviceId(given.tenant(), given.authId()));
        Admission admission = device == null || !given.password().equals("secret")
                ? new Admission.Refused(401, "bad credentials")
                : new Admission.Admitted(device);
        return awake.thenApplyAsync(nothing -> admission);
    }

    @Override
    public Admission admit(DeviceId device, String gateway, String protocol) {
        Registration registration = devices.get(device);
        if (registration == null) {
            return new Admission.Refused(404, "device is disabled or not registered");
        }
        boolean may = gateway.isEmpty() || registration.via().contains(gateway);
        return may ? new Admission.Admitted(registration) : new Admission.Refused(403, "gateway not authorised");
    }

    @Override
    public List<Registration> list(String tenant) {
        return List.copyOf(new HashSet<>(devices.values()));
    }
}
