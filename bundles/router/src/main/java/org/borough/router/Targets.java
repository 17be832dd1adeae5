// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkSink;
import org.borough.connect.Registration;
import org.borough.thing.Subscription;

/** The ways to devices that are open now. */
final class Targets {

    /** One open way; another one each time it is opened. */
    static final class Open {

        private final CommandTarget target;
        private final DownlinkSink sink;

        private Open(CommandTarget target, DownlinkSink sink) {
            this.target = target;
            this.sink = sink;
        }

        DownlinkSink sink() {
            return sink;
        }

        /** Whether the device itself is at the other end, or a Hono that finds the way on from there. */
        boolean leadsTo(DeviceId device) {
            return target.isOfTenant() || target.subscriber().equals(device);
        }

        DeviceId subscriber() {
            return target.subscriber();
        }
    }

    private final Devices devices;
    private final ConcurrentMap<DeviceId, Map<String, Open>> bySubscriber = new ConcurrentHashMap<>();

    Targets(Devices devices) {
        this.devices = devices;
    }

    Subscription open(CommandTarget target, DownlinkSink sink) {
        Open open = new Open(target, sink);
        bySubscriber.compute(target.subscriber(), (subscriber, ways) -> {
            Map<String, Open> all = ways == null ? new ConcurrentHashMap<>() : ways;
            all.put(target.device(), open);
            return all;
        });
        return () -> bySubscriber.computeIfPresent(target.subscriber(), (subscriber, ways) -> {
            ways.remove(target.device(), open);
            return ways.isEmpty() ? null : ways;
        });
    }

    /**
     * Its own subscription first, then one of a gateway for just this device, then one of a gateway for all, last the
     * one for the whole tenant.
     */
    Optional<Open> find(Registration registration) {
        DeviceId device = registration.device();
        return way(device, device.id())
                .or(() -> way(device, CommandTarget.ALL))
                .or(() -> throughGateway(registration, device.id()))
                .or(() -> throughGateway(registration, CommandTarget.ALL))
                .or(() -> way(new DeviceId(device.tenant(), CommandTarget.ALL), CommandTarget.ALL));
    }

    private Optional<Open> throughGateway(Registration registration, String name) {
        DeviceId device = registration.device();
        // A group may have many gateways, of which few are there.
        return registration.via().stream()
                .flatMap(gateway -> way(new DeviceId(device.tenant(), gateway), name).stream())
                .sorted(Comparator.comparing(way -> way.subscriber().id()))
                .filter(way -> devices.admitted(device, way.subscriber().id()).isPresent())
                .findFirst();
    }

    private Optional<Open> way(DeviceId subscriber, String name) {
        return Optional.ofNullable(bySubscriber.get(subscriber)).map(ways -> ways.get(name));
    }
}
