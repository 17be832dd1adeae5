// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.thing.ThingId;

/** Finds the device of a thing. */
final class Devices {

    /** Things that are no devices must not cause a search each time. */
    private static final Duration SEARCH_AGAIN = Duration.ofSeconds(10);

    private final Registries registries;
    private final Clock clock;
    private final Map<ThingId, DeviceId> known = new ConcurrentHashMap<>();
    private Instant searchAfter = Instant.MIN;

    Devices(Registries registries, Clock clock) {
        this.registries = registries;
        this.clock = clock;
    }

    Optional<Registration> of(ThingId thing) {
        DeviceId device = known.get(thing);
        Optional<Registration> registered = device == null ? Optional.empty() : admitted(device, "");
        if (registered.isPresent()) {
            return registered;
        }
        known.remove(thing);
        return guess(thing).or(() -> search(thing));
    }

    /** Most cities name the tenant as the namespace. */
    private Optional<Registration> guess(ThingId thing) {
        for (String id : List.of(thing.toString(), thing.name())) {
            Optional<Registration> registration = admitted(new DeviceId(thing.namespace(), id), "");
            if (registration.isPresent()
                    && thing.equals(DeviceThings.of(registration.get().device()))) {
                known.put(thing, registration.get().device());
                return registration;
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<Registration> search(ThingId thing) {
        Instant now = clock.instant();
        if (known.get(thing) == null && !now.isBefore(searchAfter)) {
            searchAfter = now.plus(SEARCH_AGAIN);
            for (Registration registration : registries.list()) {
                known.put(DeviceThings.of(registration.device()), registration.device());
            }
        }
        return Optional.ofNullable(known.get(thing)).flatMap(device -> admitted(device, ""));
    }

    /**
     * A device spoke. Where whoever admits devices knows no list of them, this is how the id of one whose id is not its
     * thing's is learnt.
     */
    void heard(DeviceId device, ThingId thing) {
        if (device.id().indexOf(':') < 0 && !device.equals(known.get(thing))) {
            known.put(thing, device);
        }
    }

    /** A device was registered, changed or deleted: search again when one is not found. */
    synchronized void changed() {
        searchAfter = Instant.MIN;
    }

    /** Whether a thing is that of a device for which the gateway may speak. */
    boolean isBehind(ThingId thing, DeviceId gateway) {
        return of(thing)
                .filter(registration -> registration.device().tenant().equals(gateway.tenant()))
                .filter(registration -> registration.via().contains(gateway.id()))
                .isPresent();
    }

    /** The registration of a device for which the gateway may speak, or of the device itself. */
    Optional<Registration> admitted(DeviceId device, String gateway) {
        return registries.admit(device, gateway, "") instanceof Admission.Admitted admitted
                ? Optional.of(admitted.registration())
                : Optional.empty();
    }
}
