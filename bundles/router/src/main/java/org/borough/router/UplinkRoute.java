// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Admission;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Uplinks;
import org.borough.thing.Endpoint;
import org.borough.thing.ThingId;
import org.borough.twin.Twins;

/** The way of all uplinks: each onto the lane of its thing. */
final class UplinkRoute implements Uplinks {

    private static final Acknowledgement STORED = new Acknowledgement.Stored();

    /** What passages need. */
    record Tools(
            Lanes lanes,
            AdapterTable adapters,
            Envelopes envelopes,
            DiskQuarantine quarantine,
            Freshness freshness,
            Taps taps,
            Mirrors mirrors,
            Devices devices,
            Repeats repeats,
            ConnectionNotes connections,
            Counters counters,
            ReadingCheck check,
            DittoProtocol ditto) {}

    private final Tools tools;
    private final Twins twins;
    private final Registries registries;
    private final Clock clock;
    private final long budgetMillis;
    /** For things with waiting entries: the generation of adapters for which they were tried last. */
    private final Map<ThingId, Long> tried = new ConcurrentHashMap<>();

    /** For what is no uplink of its own: the inside of an envelope, the answer to a command. */
    private final Mirrors nobody = new Mirrors();

    private volatile boolean stopping;

    UplinkRoute(Tools tools, Twins twins, Registries registries, Clock clock, long budgetMillis) {
        this.tools = tools;
        this.twins = twins;
        this.registries = registries;
        this.clock = clock;
        this.budgetMillis = budgetMillis;
    }

    @Override
    public Intake accept(Message message) {
        if (stopping) {
            return refused(503, "The router is stopping; try again.");
        }
        ThingId thing = DeviceThings.of(message.device());
        tools.devices().heard(message.device(), thing);
        Lane lane = tools.lanes().of(thing);
        CompletionStage<Acknowledgement> done = pass(lane, thing, message, tools.mirrors(), lane::put);
        return new Intake(lane.room(), done);
    }

    private static Intake refused(int status, String reason) {
        return Intake.taken(CompletableFuture.completedStage(new Acknowledgement.Refused(status, reason)));
    }

    /** Puts a message onto the lane of its thing. */
    CompletionStage<Acknowledgement> pass(Message message) {
        ThingId thing = DeviceThings.of(message.device());
        Lane lane = tools.lanes().of(thing);
        return pass(lane, thing, message, nobody, lane::put);
    }

    /** Lets a message pass before all that waits on its lane. From the lane's own thread only. */
    CompletionStage<Acknowledgement> passNext(Lane lane, ThingId thing, Message message) {
        return pass(lane, thing, message, nobody, passage -> lane.putFirst(List.of(passage)));
    }

    private CompletionStage<Acknowledgement> pass(
            Lane lane, ThingId thing, Message message, Mirrors mirrors, Consumer<Work> queue) {
        if (!lane.enter()) {
            if (message.qos() == 0 && message.endpoint() == Endpoint.TELEMETRY) {
                tools.counters().shed();
            }
            return CompletableFuture.completedStage(
                    new Acknowledgement.Refused(503, "The lane of " + thing + " is full; send slower."));
        }
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        CompletionStage<Void> copies = mirrors.copy(message);
        boolean waits = message.qos() > 0 || message.endpoint() == Endpoint.EVENT;
        Ending ending = new Ending.Fresh(lane, tools.quarantine(), tools.freshness(), copies, waits, done);
        if (Repeats.isDated(message)) {
            done.thenAccept(acknowledgement -> tools.repeats().took(message, acknowledgement));
        }
        queue.accept(new Passage(this, lane, thing, message, ending));
        return done;
    }

    /** Passes on what was inside an envelope; completes when all of it may be acknowledged. */
    CompletionStage<Acknowledgement> passOn(Message outer, List<Message> inside) {
        List<CompletableFuture<Acknowledgement>> all = new ArrayList<>();
        for (Message inner : inside) {
            all.add(passInner(outer, inner).toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing -> all.stream().map(CompletableFuture::join).reduce(STORED, UplinkRoute::worse));
    }

    private static Acknowledgement worse(Acknowledgement one, Acknowledgement other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(Acknowledgement acknowledgement) {
        if (acknowledgement instanceof Acknowledgement.Refused) {
            return 2;
        }
        return acknowledgement instanceof Acknowledgement.Quarantined ? 1 : 0;
    }

    private CompletionStage<Acknowledgement> passInner(Message outer, Message inner) {
        String protocol = outer.property("orig_adapter").orElse("");
        Admission admission = registries.admit(inner.device(), inner.gateway(), protocol);
        if (admission instanceof Admission.Admitted admitted) {
            return pass(withDefaults(inner, admitted.registration().defaults()));
        }
        Admission.Refused refused = (Admission.Refused) admission;
        String reason = inner.device() + " behind " + outer.device() + " was refused (" + refused.status() + "): "
                + refused.reason();
        tools.taps().saw(inner, "", () -> "quarantined: " + reason);
        tools.freshness().follow(inner.device().thing());
        return tools.quarantine()
                .add(inner.device().thing(), inner, reason, false)
                .handle((nothing, error) -> error == null
                        ? new Acknowledgement.Quarantined(reason)
                        : new Acknowledgement.Refused(503, Errors.of(error).getMessage()));
    }

    private static Message withDefaults(Message message, Map<String, String> defaults) {
        Map<String, String> properties = new HashMap<>(defaults);
        properties.remove(Message.ENVELOPE);
        properties.putAll(message.properties());
        return message.withProperties(properties);
    }

    /** Whether adapters came since what waits of a thing was tried last. */
    boolean isNewFor(ThingId thing) {
        Long last = tried.get(thing);
        return last == null || last != tools.adapters().generation();
    }

    /** The entries of a thing that wait for an adapter, as works for its lane. */
    List<Work> replaysOfWaiting(Lane lane, ThingId thing) {
        tried.put(thing, tools.adapters().generation());
        List<Work> works = new ArrayList<>();
        for (long number : tools.quarantine().waiting(thing)) {
            works.add(replay(lane, thing, number, new CompletableFuture<>()));
        }
        return works;
    }

    /** One entry of the quarantine as a work; completes with whether it left. */
    Work replay(Lane lane, ThingId thing, long number, CompletableFuture<Boolean> left) {
        return new Replay(this, lane, thing, number, left);
    }

    /** Brings every thing with waiting entries to its lane, since an adapter came. */
    void replayWaiting() {
        tried.keySet().removeIf(thing -> !tools.quarantine().isWaiting(thing));
        for (ThingId thing : tools.quarantine().waitingThings()) {
            Lane lane = tools.lanes().of(thing);
            lane.put(new Lane.Step(() -> {
                if (isNewFor(thing)) {
                    lane.putFirst(replaysOfWaiting(lane, thing));
                }
            }));
        }
    }

    /** Tries what waits of a thing once more, on its lane. */
    void tryWaiting(Lane lane, ThingId thing) {
        lane.put(new Lane.Step(() -> lane.putFirst(replaysOfWaiting(lane, thing))));
    }

    /** A kept message with what its registration says today; the remedy for many was to change just that. */
    Message renewed(Message message, Admission.Admitted admitted) {
        Map<String, String> properties = new HashMap<>(message.properties());
        Map<String, String> defaults = admitted.registration().defaults();
        defaults.forEach((name, value) -> {
            if (name.equals(Message.ADAPTER) || !properties.containsKey(name)) {
                properties.put(name, value);
            }
        });
        if (!message.gateway().isEmpty()) {
            properties.remove(Message.ENVELOPE);
        }
        return message.withProperties(properties);
    }

    void stop() {
        stopping = true;
    }

    AdapterTable adapters() {
        return tools.adapters();
    }

    Envelopes envelopes() {
        return tools.envelopes();
    }

    DiskQuarantine quarantine() {
        return tools.quarantine();
    }

    Freshness freshness() {
        return tools.freshness();
    }

    Taps taps() {
        return tools.taps();
    }

    Repeats repeats() {
        return tools.repeats();
    }

    ConnectionNotes connections() {
        return tools.connections();
    }

    Counters counters() {
        return tools.counters();
    }

    ReadingCheck check() {
        return tools.check();
    }

    DittoProtocol ditto() {
        return tools.ditto();
    }

    Twins twins() {
        return twins;
    }

    Registries registries() {
        return registries;
    }

    Clock clock() {
        return clock;
    }

    long budgetMillis() {
        return budgetMillis;
    }
}
