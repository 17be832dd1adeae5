// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Keeps one adapter on offer for each descriptor in use. Used by one thread. */
final class Offers implements AutoCloseable {

    private final Function<Descriptor, Runnable> offer;
    private final Map<Descriptor, Runnable> open = new HashMap<>();

    /** Offers by the function, which gives the way to take the offer back. */
    Offers(Function<Descriptor, Runnable> offer) {
        this.offer = offer;
    }

    /** Offers what is new before it takes back what is gone, so that a changed device is never without an adapter. */
    void change(Set<Descriptor> wanted) {
        for (Descriptor descriptor : wanted) {
            open.computeIfAbsent(descriptor, offer);
        }
        Set<Descriptor> gone = new HashSet<>(open.keySet());
        gone.removeAll(wanted);
        gone.forEach(descriptor -> open.remove(descriptor).run());
    }

    int size() {
        return open.size();
    }

    @Override
    public void close() {
        change(Set.of());
    }
}
