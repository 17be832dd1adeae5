// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.adapter.Adapters;
import org.borough.adapter.DeviceAdapter;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The adapters at work, by the models they speak for. */
final class AdapterTable implements Adapters {

    private record Hosted(Comparable<?> rank, HostedAdapter adapter) {}

    private static final Logger LOG = LoggerFactory.getLogger(AdapterTable.class);

    private final Twins twins;
    private final Limits.Fence limits;
    private final Clock clock;
    private final List<Runnable> arrivals = new CopyOnWriteArrayList<>();
    /** By the service's reference, best first within a model. */
    private final Map<Comparable<?>, HostedAdapter> hosted = new HashMap<>();

    private final AtomicLong generation = new AtomicLong();
    private volatile Map<String, Choice.Chosen> byModel = Map.of();

    AdapterTable(Twins twins, Limits.Fence limits, Clock clock) {
        this.twins = twins;
        this.limits = limits;
        this.clock = clock;
    }

    /** Calls after an adapter came, or came back. */
    void onArrival(Runnable listener) {
        arrivals.add(listener);
    }

    /** Tells that an adapter can be used that could not. */
    void arrived() {
        generation.incrementAndGet();
        arrivals.forEach(Runnable::run);
    }

    /** Grows whenever what waits for an adapter is worth another try. */
    long generation() {
        return generation.get();
    }

    void add(Comparable<?> reference, DeviceAdapter adapter, String bundle, String version, List<String> models) {
        synchronized (this) {
            hosted.put(reference, new HostedAdapter(adapter, bundle, version, models, limits, clock));
            rebuild();
        }
        LOG.info("Adapter {} {} translates for {}", bundle, version, String.join(", ", models));
        arrived();
    }

    synchronized void remove(Comparable<?> reference) {
        HostedAdapter adapter = hosted.remove(reference);
        if (adapter != null) {
            adapter.leave();
            rebuild();
            LOG.info("Adapter {} went away; uplinks for it wait in quarantine", adapter.name());
        }
    }

    private void rebuild() {
        Map<String, Choice.Chosen> table = new HashMap<>();
        List<Hosted> inOrder = new ArrayList<>();
        hosted.forEach((rank, adapter) -> inOrder.add(new Hosted(rank, adapter)));
        inOrder.sort(Comparator.comparing(Hosted::rank, AdapterTable::compare));
        for (Hosted entry : inOrder) {
            for (String model : entry.adapter().models()) {
                Choice.Chosen chosen = new Choice.Chosen(entry.adapter(), model);
                table.put(model, chosen);
                table.merge(unversioned(model), chosen, AdapterTable::newer);
            }
        }
        byModel = Map.copyOf(table);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Choice.Chosen newer(Choice.Chosen before, Choice.Chosen now) {
        return ModelVersion.of(now.model()).compareTo(ModelVersion.of(before.model())) >= 0 ? now : before;
    }

    private static String unversioned(String model) {
        int last = model.lastIndexOf(':');
        return last > model.indexOf(':') ? model.substring(0, last) : model;
    }

    /** The adapter for a device, by what its registration names, else by its thing's definition. */
    Choice choose(ThingId thing, Optional<String> named) {
        if (named.isPresent() && !named.get().isBlank()) {
            return find(named.get().trim(), "the registration of " + thing + " names (defaults.adapter)");
        }
        String definition = twins.get(thing).map(Twin::definition).orElse("");
        if (!definition.isEmpty()) {
            return find(definition, "the definition of " + thing + " names");
        }
        return new Choice.Unnamed("no adapter is named for " + thing
                + ": looked for 'adapter' in the defaults of its registration and for a definition of its thing; set one"
                + " of them to the device's model.");
    }

    private Choice find(String model, String who) {
        Choice.Chosen chosen = byModel.get(model);
        return chosen != null
                ? chosen
                : new Choice.Missing(
                        model, "no adapter for the model '" + model + "' that " + who + "; install its bundle.");
    }

    @Override
    public synchronized List<Entry> list() {
        return hosted.values().stream()
                .map(HostedAdapter::entry)
                .sorted(Comparator.comparing(Entry::bundle).thenComparing(Entry::version))
                .toList();
    }
}
