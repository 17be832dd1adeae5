// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;

/** All who know devices, as one: the best ranked is asked first, and one who admits a device is enough. */
final class Registries {

    private static final Admission.Refused UNKNOWN = new Admission.Refused(404, "device is disabled or not registered");

    private final Map<Comparable<?>, Registrations> byReference = new HashMap<>();
    private volatile List<Registrations> inOrder = List.of();

    synchronized void add(Comparable<?> reference, Registrations registrations) {
        byReference.put(reference, registrations);
        rebuild();
    }

    synchronized void remove(Comparable<?> reference) {
        byReference.remove(reference);
        rebuild();
    }

    private void rebuild() {
        inOrder = byReference.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey, Registries::bestFirst))
                .map(Map.Entry::getValue)
                .toList();
    }

    @SuppressWarnings("unchecked") // A service's reference is comparable with each other one.
    private static int bestFirst(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) other).compareTo(one);
    }

    /** The first admission, else the refusal that says most. */
    Admission admit(DeviceId device, String gateway, String protocol) {
        Admission.Refused refusal = UNKNOWN;
        for (Registrations registrations : inOrder) {
            Admission admission = registrations.admit(device, gateway, protocol);
            if (admission instanceof Admission.Admitted) {
                return admission;
            }
            Admission.Refused refused = (Admission.Refused) admission;
            if (refusal == UNKNOWN || telling(refused) > telling(refusal)) {
                refusal = refused;
            }
        }
        return refusal;
    }

    /** Who forbids knows the device; who does not find it may just not be the one who knows it. */
    private static int telling(Admission.Refused refused) {
        return switch (refused.status()) {
            case 403 -> 2;
            case 404 -> 0;
            default -> 1;
        };
    }

    /** Every device that somebody knows, as the first one who does knows it. */
    Collection<Registration> list() {
        Map<DeviceId, Registration> all = new LinkedHashMap<>();
        for (Registrations registrations : inOrder) {
            registrations.list("").forEach(found -> all.putIfAbsent(found.device(), found));
        }
        return all.values();
    }
}
