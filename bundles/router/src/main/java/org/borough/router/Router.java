// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.connect.Envelope;
import org.borough.connect.Registrations;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Puts the parts together, starts them and stops them. */
final class Router {

    private final Limits limits;
    private final Twins twins;
    private final Registries registries = new Registries();
    private final Shelves shelves;
    private final Lanes lanes;
    private final AdapterTable adapters;
    private final Envelopes envelopes = new Envelopes();
    private final Taps taps = new Taps();
    private final Mirrors mirrors = new Mirrors();
    private final Freshness freshness = new Freshness();
    private final Counters counters = new Counters();
    private final DiskQuarantine quarantine;
    private final UplinkRoute uplinks;
    private final ReplayingQuarantine replays;
    private final Outbox outbox;
    private final Devices devices;
    private final Askers askers;
    private final Mailboxes boxes;
    private final DirectCommands direct;
    private final DownlinkDoor downlinks;
    private final Wishes wishes;
    private final Condition condition;
    private Subscription listening = () -> {};

    Router(Limits limits, Twins twins, Shelves shelves, Alarms alarms, Clock clock) {
        this.limits = limits;
        this.twins = twins;
        this.shelves = shelves;
        this.quarantine = new DiskQuarantine(shelves.quarantine(), limits.quarantine(), clock);
        this.outbox = new Outbox(shelves.outbox());
        this.lanes = new Lanes(limits.lanes(), limits.laneCapacity());
        this.adapters = new AdapterTable(twins, limits.fence(), clock);
        ReadingCheck check = new ReadingCheck(limits.readings());
        this.devices = new Devices(registries, clock);
        UplinkRoute.Tools tools = new UplinkRoute.Tools(
                lanes,
                adapters,
                envelopes,
                quarantine,
                freshness,
                taps,
                mirrors,
                devices,
                new Repeats(),
                new ConnectionNotes(twins),
                counters,
                check,
                new DittoProtocol(twins));
        long budget = limits.budget().toMillis();
        this.uplinks = new UplinkRoute(tools, twins, registries, clock, budget);
        this.replays = new ReplayingQuarantine(quarantine, lanes, uplinks, freshness);
        Targets targets = new Targets(devices);
        Courier courier = new Courier(adapters, envelopes, devices, targets, budget);
        this.askers = new Askers(clock, alarms);
        Function<Mailboxes, Post> post = mailboxes -> new Post(
                clock,
                alarms,
                limits.delivery(),
                outbox,
                new Board(),
                new StateReports(twins, clock),
                devices,
                targets,
                courier,
                askers,
                mailboxes);
        this.boxes = new Mailboxes(lanes, post);
        this.direct = new DirectCommands(boxes, lanes);
        this.downlinks = new DownlinkDoor(targets, boxes, lanes, uplinks);
        this.wishes = new Wishes(twins, boxes, new Wanted(limits.delivery().tolerance()), freshness);
        this.condition = new Condition(adapters, quarantine, outbox, lanes, counters, boxes, mirrors, askers);
    }

    /** Takes up what was left, and begins to listen. */
    void start() {
        for (ThingId thing : quarantine.things()) {
            Optional<Twin> twin = twins.get(thing);
            freshness.followFrom(thing, twin);
        }
        adapters.onArrival(() -> {
            uplinks.replayWaiting();
            boxes.onEach(Mailbox::retry);
        });
        boxes.resume();
        direct.resume();
        listening = twins.listen(Interest.all(), wishes);
    }

    /** How often the watchdog ticks. */
    Duration tickPeriod() {
        return limits.budget().dividedBy(Lanes.BUDGET_TICKS);
    }

    void tick() {
        lanes.tick();
    }

    /** Waits until all that is on the lanes now is done. */
    void settle() {
        lanes.settle();
    }

    /** A device was registered, changed or deleted. */
    void registrationChanged(DeviceId device) {
        devices.changed();
        if (device.id().equals(CommandTarget.ALL)) {
            boxes.onEach(Mailbox::registrationChanged);
            return;
        }
        ThingId thing = DeviceThings.of(device);
        boxes.ifPresent(thing, Mailbox::registrationChanged);
        twins.get(thing).ifPresent(wishes::present);
    }

    /** Finishes what is under way, as long as it may, and refuses the rest. */
    void stop() {
        uplinks.stop();
        boxes.stop();
        direct.stop();
        listening.close();
        lanes.close(limits.stop().toMillis());
        lanes.awaitEmpty(limits.stop());
        taps.close();
        shelves.close();
    }

    AdapterTable adapters() {
        return adapters;
    }

    void addRegistrations(Comparable<?> reference, Registrations registrations) {
        registries.add(reference, registrations);
        devices.changed();
        boxes.onEach(Mailbox::retry);
    }

    void removeRegistrations(Comparable<?> reference) {
        registries.remove(reference);
    }

    void addEnvelope(String format, Envelope envelope) {
        envelopes.add(format, envelope);
        adapters.arrived();
    }

    void removeEnvelope(String format, Envelope envelope) {
        envelopes.remove(format, envelope);
    }

    Mirrors mirrors() {
        return mirrors;
    }

    UplinkRoute uplinks() {
        return uplinks;
    }

    DownlinkDoor downlinks() {
        return downlinks;
    }

    ReplayingQuarantine quarantine() {
        return replays;
    }

    Taps taps() {
        return taps;
    }

    DirectCommands direct() {
        return direct;
    }

    Askers askers() {
        return askers;
    }

    Mailboxes commands() {
        return boxes;
    }

    Status status() {
        return condition.status();
    }
}
