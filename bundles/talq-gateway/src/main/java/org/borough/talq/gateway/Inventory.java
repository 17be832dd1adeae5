// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.borough.talq.FunctionTable;
import org.borough.talq.RefusedException;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.borough.twin.Entitlements;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;

/** The things of the city that are devices for the CMS, and of each the features that the CMS may read. */
final class Inventory implements TwinListener {

    private final FunctionTable table;
    private final Set<String> namespaces;
    private final List<String> subjects;
    private final Entitlements entitlements;
    private final Map<ThingId, Twin> twins = new ConcurrentSkipListMap<>();
    private final Map<String, ThingId> addresses = new ConcurrentHashMap<>();
    private final List<Consumer<Twin>> newcomers = new ArrayList<>();
    private final List<Consumer<ThingId>> leavers = new ArrayList<>();
    private final List<BiConsumer<Twin, Change>> changes = new ArrayList<>();

    Inventory(FunctionTable table, Set<String> namespaces, String subject, Entitlements entitlements) {
        this.table = table;
        this.namespaces = namespaces;
        this.subjects = List.of(subject);
        this.entitlements = entitlements;
    }

    /** One feature of a device that provides a capability. */
    record Part(String feature, String capability) implements Comparable<Part> {

        /** What tells its functions from those of the first of its kind. */
        String suffix() {
            if (feature.equals(capability)) {
                return "";
            }
            return feature.startsWith(capability + "-") ? feature.substring(capability.length()) : "-" + feature;
        }

        @Override
        public int compareTo(Part other) {
            return feature.compareTo(other.feature);
        }
    }

    /** Tells of devices; to be said before it listens. */
    void tell(Consumer<Twin> newcomer, Consumer<ThingId> leaver, BiConsumer<Twin, Change> change) {
        newcomers.add(newcomer);
        leavers.add(leaver);
        changes.add(change);
    }

    @Override
    public void present(Twin twin) {
        if (isOffered(twin.id())) {
            addresses.put(address(twin.id()), twin.id());
            twins.put(twin.id(), twin);
            newcomers.forEach(newcomer -> newcomer.accept(twin));
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        if (!isOffered(twin.id())) {
            return;
        }
        if (twins.put(twin.id(), twin) == null) {
            present(twin);
        }
        changes.forEach(listener -> listener.accept(twin, change));
    }

    @Override
    public void gone(ThingId thing) {
        if (twins.remove(thing) != null) {
            addresses.remove(address(thing));
            leavers.forEach(leaver -> leaver.accept(thing));
        }
    }

    /** The address of a thing: always the same, without a table that could be lost. */
    static String address(ThingId thing) {
        return UUID.nameUUIDFromBytes(("borough:" + thing).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The devices that the CMS may see, by thing. */
    List<Twin> visible() {
        return twins.values().stream().filter(twin -> !parts(twin).isEmpty()).toList();
    }

    /** The device of an address, if there is one that the CMS may see. */
    Optional<Twin> find(String address) {
        return Optional.ofNullable(addresses.get(address.toLowerCase(Locale.ROOT)))
                .map(twins::get)
                .filter(twin -> !parts(twin).isEmpty());
    }

    /** The device of an address. */
    Twin get(String address) {
        return find(address).orElseThrow(() -> RefusedException.notFound("devices", address));
    }

    /** The twin of a thing that is a device. */
    Optional<Twin> twin(ThingId thing) {
        return Optional.ofNullable(twins.get(thing));
    }

    /** The features of a twin that are something to the CMS and that it may read. */
    Set<Part> parts(Twin twin) {
        Set<Part> parts = new TreeSet<>();
        for (String capability : table.capabilities()) {
            for (String feature : twin.providing("borough:" + capability)) {
                if (mayRead(twin.id(), "thing:/features/" + feature)) {
                    parts.add(new Part(feature, capability));
                }
            }
        }
        return parts;
    }

    /** Whether things of its namespace are for the CMS at all. */
    boolean isOffered(ThingId thing) {
        return namespaces.contains(thing.namespace());
    }

    /** Whether the CMS may read all of a resource. */
    boolean mayRead(ThingId thing, String resource) {
        return entitlements.extent(thing.toString(), subjects, resource, "READ") == Entitlements.Extent.ALL;
    }
}
