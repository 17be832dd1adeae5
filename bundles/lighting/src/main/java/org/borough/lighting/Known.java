// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.lighting.faults.Hearings;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;

/**
 * What the twins say now, and what of it the steering has yet to look at. Filled on the platform's threads, emptied by
 * the one that steers; it never holds more than one entry a thing, however fast changes come.
 */
final class Known implements TwinListener {

    /** The subject under which this service acts. */
    static final String SUBJECT = "service:lighting";

    /** The capability of things that hold the rules of a group. */
    static final String GROUP = "borough:lighting";

    /** The feature that holds them. */
    static final String FEATURE = "lighting";

    /**
     * Somebody else changed something that people may change.
     *
     * @param level the level wanted of a lamp; empty when it was withdrawn, or for a group
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Touch(Optional<Double> level, String by, String reason, Instant at) {}

    private final Map<ThingId, Twin> lamps = new ConcurrentHashMap<>();
    private final Map<ThingId, Sensor> sensors = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> groups = new ConcurrentHashMap<>();

    private final Set<ThingId> changedGroups = ConcurrentHashMap.newKeySet();
    private final Set<ThingId> awakeSensors = ConcurrentHashMap.newKeySet();
    private final Map<ThingId, Touch> touchedLamps = new ConcurrentHashMap<>();
    private final Map<ThingId, Touch> touchedGroups = new ConcurrentHashMap<>();
    private final Map<ThingId, Cause> causes = new ConcurrentHashMap<>();
    private final Senses senses = new Senses(false);
    private final AtomicBoolean moved = new AtomicBoolean();
    private final Runnable wake;
    private final Hearings hearings = new Hearings();
    private final Map<ThingId, Instant> vacant = new ConcurrentHashMap<>();

    /** Calls {@code wake} when the steering should look at once. */
    Known(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void present(Twin twin) {
        senses.present(twin);
        if (isLamp(twin)) {
            lamps.put(twin.id(), twin);
            moved.set(true);
        }
        if (Sensor.isOne(twin)) {
            sensors.putIfAbsent(twin.id(), Sensor.of(twin));
            moved.set(true);
            awakeSensors.add(twin.id());
        }
        if (isGroup(twin)) {
            groups.put(twin.id(), twin);
            changedGroups.add(twin.id());
            wake.run();
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        senses.changed(twin, change);
        lampChanged(twin, change);
        sensorChanged(twin, change);
        groupChanged(twin, change);
    }

    @Override
    public void gone(ThingId thing) {
        boolean group = groups.remove(thing) != null;
        causes.remove(thing);
        senses.gone(thing);
        vacant.remove(thing);
        if (lamps.remove(thing) != null | sensors.remove(thing) != null) {
            moved.set(true);
        }
        if (group) {
            changedGroups.add(thing);
            wake.run();
        }
    }

    private void lampChanged(Twin twin, Change change) {
        boolean lamp = isLamp(twin);
        boolean was = lamp ? lamps.put(twin.id(), twin) != null : lamps.remove(twin.id()) != null;
        if (lamp != was || lamp && change.part() == Change.Part.ATTRIBUTE) {
            moved.set(true);
        }
        if (lamp) {
            hearings.hear(twin, change);
        }
        if (lamp && isForeignWish(twin, change)) {
            touchedLamps.put(twin.id(), touch(twin, change));
            wake.run();
        }
    }

    private static boolean isForeignWish(Twin twin, Change change) {
        return change.part() == Change.Part.DESIRED
                && !SUBJECT.equals(change.cause().by())
                && twin.providing(Luminaire.CAPABILITY).contains(change.feature())
                && (change.path().isEmpty() || change.path().equals(Luminaire.LEVEL.path()));
    }

    private static Touch touch(Twin twin, Change change) {
        Optional<Double> level = twin.desired(Luminaire.LEVEL.in(change.feature()));
        return new Touch(level, change.cause().by(), change.cause().reason(), change.at());
    }

    private void sensorChanged(Twin twin, Change change) {
        if (!Sensor.isOne(twin)) {
            if (sensors.remove(twin.id()) != null) {
                moved.set(true);
            }
            return;
        }
        Sensor before = sensors.get(twin.id());
        Sensor after =
                sensors.compute(twin.id(), (id, known) -> known == null ? Sensor.of(twin) : known.after(twin, change));
        if (!after.occupied()) {
            vacant.put(twin.id(), after.heard());
        }
        if (before == null || change.part() == Change.Part.ATTRIBUTE) {
            moved.set(true);
        }
        if (before == null || before.seen().isBefore(after.seen())) {
            awakeSensors.add(twin.id());
            wake.run();
        }
    }

    private void groupChanged(Twin twin, Change change) {
        if (!isGroup(twin)) {
            if (groups.containsKey(twin.id())) {
                gone(twin.id());
            }
            return;
        }
        boolean fresh = groups.put(twin.id(), twin) == null;
        boolean override =
                change.part() == Change.Part.ATTRIBUTE && change.path().startsWith(OverrideAttribute.NAME);
        if (override) {
            touchedGroups.put(
                    twin.id(),
                    new Touch(
                            Optional.empty(),
                            change.cause().by(),
                            change.cause().reason(),
                            change.at()));
        }
        if (fresh || change.part() == Change.Part.ATTRIBUTE || change.feature().equals(FEATURE)) {
            causes.put(twin.id(), change.cause());
            again(twin.id());
        }
    }

    /** Has a group looked at again. */
    void again(ThingId group) {
        changedGroups.add(group);
        wake.run();
    }

    private static boolean isLamp(Twin twin) {
        return !twin.providing(Luminaire.CAPABILITY).isEmpty();
    }

    private static boolean isGroup(Twin twin) {
        return twin.providing(GROUP).contains(FEATURE);
    }

    Map<ThingId, Twin> lamps() {
        return lamps;
    }

    Map<ThingId, Sensor> sensors() {
        return sensors;
    }

    Senses senses() {
        return senses;
    }

    Map<ThingId, Twin> groups() {
        return groups;
    }

    /** What lamps said since the last look. */
    Hearings hearings() {
        return hearings;
    }

    /** When a sensor that says that somebody is there last said that nobody was. */
    Optional<Instant> vacant(ThingId sensor) {
        return Optional.ofNullable(vacant.get(sensor));
    }

    /** Remembers since when a sensor saw nobody, from before a restart. */
    void remember(ThingId sensor, Instant quiet) {
        if (!quiet.equals(Instant.MIN)) {
            sensors.computeIfPresent(sensor, (id, known) -> known.quietSince(quiet));
        }
    }

    Set<ThingId> takeChangedGroups() {
        return take(changedGroups);
    }

    Set<ThingId> takeAwakeSensors() {
        return take(awakeSensors);
    }

    Map<ThingId, Touch> takeTouchedLamps() {
        return take(touchedLamps);
    }

    Map<ThingId, Touch> takeTouchedGroups() {
        return take(touchedGroups);
    }

    /** Who changed a group last, and why. */
    Optional<Cause> takeCause(ThingId group) {
        return Optional.ofNullable(causes.remove(group));
    }

    /** Whether lamps or sensors came, went or moved since the last call. */
    boolean takeMoved() {
        return moved.getAndSet(false);
    }

    private static Set<ThingId> take(Set<ThingId> set) {
        Set<ThingId> taken = new HashSet<>(set);
        // Only what was taken: more may have come meanwhile.
        taken.forEach(set::remove);
        return taken;
    }

    private static Map<ThingId, Touch> take(Map<ThingId, Touch> map) {
        Map<ThingId, Touch> taken = new HashMap<>(map);
        taken.forEach(map::remove);
        return taken;
    }
}
