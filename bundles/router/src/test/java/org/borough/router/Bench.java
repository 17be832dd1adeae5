// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.adapter.DeviceAdapter;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.thing.Endpoint;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Twins;

/** A router on doubles: its clock stands, its disk outlives it, its devices obey the test. */
final class Bench implements AutoCloseable {

    static final String TENANT = "springfield";

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    final ManualAlarms alarms = new ManualAlarms(clock);
    final MemoryStores stores;
    final FakeRegistrations registrations;
    final MemoryTwins memory;
    final Twins twins;
    final Router router;
    private final Limits limits;

    Bench() {
        this(limits());
    }

    Bench(Limits limits) {
        this(limits, new MemoryStores(), new FakeRegistrations(), null, null);
    }

    /** With other twins than those in memory. */
    Bench(Limits limits, Twins twins) {
        this(limits, new MemoryStores(), new FakeRegistrations(), null, twins);
    }

    private Bench(
            Limits limits, MemoryStores stores, FakeRegistrations registrations, MemoryTwins memory, Twins other) {
        this.limits = limits;
        this.stores = stores;
        this.registrations = registrations;
        this.memory = memory == null ? new MemoryTwins(clock) : memory;
        this.twins = other == null ? this.memory : other;
        this.router = new Router(limits, twins, Shelves.open(stores), alarms, clock);
        router.addRegistrations(0, registrations);
    }

    static Limits limits() {
        return new Limits(
                2,
                64,
                Duration.ofMillis(100),
                new Limits.Readings(1000, 8192),
                new Limits.Fence(50, 20, 3, Duration.ofSeconds(60)),
                delivery(),
                1000,
                Duration.ofSeconds(5));
    }

    private static Limits.Delivery delivery() {
        return new Limits.Delivery(
                Duration.ofSeconds(900),
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                Duration.ofSeconds(60),
                0.01,
                3,
                Duration.ofSeconds(60),
                200);
    }

    Bench start() {
        router.start();
        return this;
    }

    /** A router that starts later on the same disk and twins. */
    Bench restarted() {
        router.stop();
        Bench next = new Bench(limits, stores, registrations, memory, null);
        next.clock.set(clock.instant());
        return next;
    }

    /** A lamp with its adapter, thing and registration. */
    Bench lamp(String name) {
        return lamp(name, Map.of(Message.ADAPTER, "acme:lamp"));
    }

    Bench lamp(String name, Map<String, String> defaults, String... via) {
        registrations.add(device(name), defaults, via);
        memory.with(TENANT + ":" + name, "{}");
        return this;
    }

    Bench adapter(Object reference, DeviceAdapter adapter, String... models) {
        router.adapters().add(reference.toString(), adapter, "com.acme." + reference, "1.0.0", List.of(models));
        return this;
    }

    Bench lampAdapter() {
        return adapter("lamp", new Lamp(), Lamp.MODEL);
    }

    static DeviceId device(String name) {
        return new DeviceId(TENANT, TENANT + ":" + name);
    }

    static ThingId thing(String name) {
        return new ThingId(TENANT, name);
    }

    Message message(String name, String payload) {
        DeviceId device = device(name);
        Map<String, String> defaults = registrations.list("").stream()
                .filter(found -> found.device().equals(device))
                .map(Registration::defaults)
                .findFirst()
                .orElse(Map.of());
        return message(device, "application/octet-stream", defaults, payload);
    }

    Message message(DeviceId device, String contentType, Map<String, String> properties, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new Message(device, "", Endpoint.EVENT, 1, contentType, properties, bytes, clock.instant());
    }

    CompletionStage<Acknowledgement> start(String name, String payload) {
        return router.uplinks().accept(message(name, payload)).done();
    }

    Acknowledgement send(String name, String payload) {
        return get(start(name, payload));
    }

    Acknowledgement send(Message message) {
        return get(router.uplinks().accept(message).done());
    }

    static <T> T get(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    Optional<Double> level(String name) {
        return memory.get(thing(name)).flatMap(twin -> twin.get(Luminaire.LEVEL));
    }

    /** What the feature commands says about a place. */
    String state(String place) {
        return states("lamp-1", place);
    }

    String states(String name, String place) {
        Property<String> state = new Property<>("borough:commands:1.0.0", "commands", place + "/state", String.class);
        return memory.get(thing(name)).flatMap(twin -> twin.get(state)).orElse("");
    }

    FakeDevice subscribe(String name) {
        FakeDevice device = new FakeDevice();
        router.downlinks().open(CommandTarget.own(device(name)), device);
        return device;
    }

    /** Lets the lanes do all that follows from what happened. */
    void settle() {
        for (int round = 0; round < 8; round++) {
            router.settle();
        }
    }

    void pass(Duration duration) {
        alarms.advance(duration);
        settle();
    }

    /** Ticks the watchdog until the call counts as hanging. */
    void tickUntilHung(CompletionStage<?> until) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    router.tick();
                    return until.toCompletableFuture().isDone();
                });
    }

    @Override
    public void close() {
        router.stop();
    }
}
