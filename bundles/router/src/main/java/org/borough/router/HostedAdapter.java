// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.borough.adapter.Adapters;
import org.borough.adapter.DeviceAdapter;

/** One adapter in its fence. */
final class HostedAdapter {

    private final DeviceAdapter adapter;
    private final String bundle;
    private final String version;
    private final List<String> models;
    private final Fence fence;
    private final Json json = new Json();
    private final LongAdder decoded = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private volatile boolean gone;

    HostedAdapter(
            DeviceAdapter adapter,
            String bundle,
            String version,
            List<String> models,
            Limits.Fence limits,
            Clock clock) {
        this.adapter = adapter;
        this.bundle = bundle;
        this.version = version;
        this.models = List.copyOf(models);
        this.fence = new Fence(bundle + " " + version, limits, clock);
    }

    DeviceAdapter adapter() {
        return adapter;
    }

    /** For people. */
    String name() {
        return bundle + " " + version;
    }

    List<String> models() {
        return models;
    }

    Fence fence() {
        return fence;
    }

    /** Reads the adapter's own records, and is forgotten with them. */
    Json json() {
        return json;
    }

    void countDecoded() {
        decoded.increment();
    }

    void countQuarantined() {
        quarantined.increment();
    }

    /** Its bundle has taken it away; what it threw since is no longer its fault. */
    boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    Adapters.Entry entry() {
        return new Adapters.Entry(bundle, version, models, decoded.sum(), quarantined.sum(), fence.status());
    }
}
