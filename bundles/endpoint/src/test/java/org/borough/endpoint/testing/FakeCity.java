// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint.testing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.borough.endpoint.Meter;
import org.borough.endpoint.Notices;
import org.borough.endpoint.Platform;
import org.borough.thing.Subscription;

/**
 * Router, registry and meter in the hand of a test. Every device's password is {@code secret}, its token {@code token of
 * <id>}, its pre-shared key {@code key}; a certificate belongs to the device that is its common name.
 */
public final class FakeCity implements Uplinks, Downlinks, Registrations, Meter {

    public static final String TENANT = "springfield";
    public static final Acknowledgement STORED = new Acknowledgement.Stored();

    public final List<Message> messages = new CopyOnWriteArrayList<>();
    public final List<CommandResponse> responses = new CopyOnWriteArrayList<>();
    public final Map<CommandTarget, DownlinkSink> ways = new ConcurrentHashMap<>();
    private final Map<DeviceId, Registration> devices = new ConcurrentHashMap<>();
    private volatile Function<Message, Intake> intake = message -> now(STORED);
    private final Set<String> provisioning = ConcurrentHashMap.newKeySet();
    private final AtomicInteger leases = new AtomicInteger();
    private volatile String exhausted = "";
    private volatile Meter.Verdict verdict = Meter.Verdict.PASS;
    private volatile Instant until = Instant.MAX;
    private volatile Notices.Mode events = Notices.Mode.NONE;
    private volatile Optional<Admission> everybody = Optional.empty();
    private volatile CompletableFuture<Void> awake = CompletableFuture.completedFuture(null);

    public Platform platform(String protocol) {
        return new Platform(protocol, this, this, this, this, events, Clock.systemUTC());
    }

    public FakeCity register(String id, Map<String, String> defaults, String... via) {
        DeviceId device = new DeviceId(TENANT, id);
        devices.put(device, new Registration(device, true, defaults, Set.of(via), Map.of()));
        return this;
    }

    public FakeCity register(Registration registration) {
        devices.put(registration.device(), registration);
        return this;
    }

    public FakeCity register(String id) {
        return register(id, Map.of());
    }

    public void unregister(String id) {
        devices.remove(new DeviceId(TENANT, id));
    }

    public void answerEverybody(Admission admission) {
        everybody = Optional.of(admission);
    }

    /** Lets nobody in until then. */
    public void sleepUntil(CompletableFuture<Void> morning) {
        awake = morning;
    }

    public void answer(Acknowledgement acknowledgement) {
        intake = message -> now(acknowledgement);
    }

    public void answer(Function<Message, Intake> how) {
        intake = how;
    }

    public static Intake now(Acknowledgement acknowledgement) {
        return Intake.taken(CompletableFuture.completedFuture(acknowledgement));
    }

    /** Those that devices sent, without the endpoint's own notifications. */
    public List<Message> uplinks() {
        return messages.stream()
                .filter(message -> !message.properties().containsKey("ttd"))
                .toList();
    }

    public List<String> notifications() {
        return messages.stream()
                .filter(message -> message.properties().containsKey("ttd"))
                .map(message ->
                        message.device().id() + " " + message.properties().get("ttd"))
                .toList();
    }

    public CompletableFuture<Delivery> command(CommandTarget target, String device, String requestId, String payload) {
        DownlinkMessage message = new DownlinkMessage(
                new DeviceId(TENANT, device),
                target.subscriber().id().equals(device)
                        ? ""
                        : target.subscriber().id(),
                requestId,
                "dim",
                "application/json",
                Map.of(),
                payload.getBytes(StandardCharsets.UTF_8));
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
        Registration device = devices.get(new DeviceId(tenant(credential), authId(credential)));
        Admission admission = device == null || !proves(credential)
                ? new Admission.Refused(401, "bad credentials")
                : new Admission.Admitted(device, until, false);
        return awake.thenApplyAsync(nothing -> admission);
    }

    private static String tenant(Credential credential) {
        return credential.tenant().isEmpty() ? TENANT : credential.tenant();
    }

    private static String authId(Credential credential) {
        if (credential instanceof Credential.Certificate certificate) {
            String name = certificate.chain().get(0).getSubjectX500Principal().getName();
            return name.replaceAll(".*CN=([^,]*).*", "$1");
        }
        return credential instanceof Credential.Token token
                ? token.token().replace("token of ", "")
                : credential.authId();
    }

    private static boolean proves(Credential credential) {
        return !(credential instanceof Credential.Password password)
                || password.password().equals("secret");
    }

    @Override
    public List<byte[]> presharedKeys(String tenant, String authId) {
        return devices.containsKey(new DeviceId(tenant, authId))
                ? List.of("key".getBytes(StandardCharsets.UTF_8))
                : List.of();
    }

    @Override
    public CompletionStage<Admission> provision(DeviceId device, String gateway, String protocol) {
        Admission known = admit(device, gateway, protocol);
        if (!provisioning.contains(gateway) || known instanceof Admission.Admitted) {
            return CompletableFuture.completedFuture(known);
        }
        Registration registration = new Registration(device, true, Map.of(), Set.of(gateway), Map.of());
        devices.put(device, registration);
        return CompletableFuture.completedFuture(new Admission.Admitted(registration, Instant.MAX, true));
    }

    @Override
    public Meter.Opened open(DeviceId device) {
        if (!exhausted.isEmpty()) {
            return new Meter.Opened.Exhausted(exhausted);
        }
        leases.incrementAndGet();
        return new Meter.Opened.Granted(leases::decrementAndGet);
    }

    @Override
    public Meter.Verdict message(DeviceId device, long bytes) {
        return verdict;
    }

    /** Lets that gateway register devices. */
    public void letProvision(String gateway) {
        provisioning.add(gateway);
    }

    /** Refuses connections for that reason; an empty one lets them in again. */
    public void exhaust(String reason) {
        exhausted = reason;
    }

    /** What the meter says to messages from now on. */
    public void judge(Meter.Verdict next) {
        verdict = next;
    }

    /** When what a device proves ends. */
    public void until(Instant end) {
        until = end;
    }

    /** What is done about connections; for platforms made from now on. */
    public void connectionEvents(Notices.Mode mode) {
        events = mode;
    }

    /** How many connections have a lease. */
    public int leases() {
        return leases.get();
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
