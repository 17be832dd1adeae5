// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.things.SignalPlan;
import org.borough.things.TrafficCount;
import org.borough.things.TrafficFlow;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;

/** What the twins say, and what they said since the last look. Filled on the platform's threads; bounded. */
final class Known implements TwinListener {

    /** The subject under which this service acts. */
    static final String SUBJECT = "service:traffic";

    /** The feature, and the capability, of things that hold the rules of an area. */
    static final String AREA = "traffic";

    /** The feature of things that are a segment of a road. */
    static final String SEGMENT = "segment";

    /** Where areas of the air tell their alerts. */
    static final String AIR = "airState";

    private static final String BOROUGH = "borough:";
    private static final int MOST = 200_000;

    private final Clock clock;
    private final Map<ThingId, Twin> counters = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> segments = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> areas = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> signals = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> airs = new ConcurrentHashMap<>();
    private final Set<ThingId> changedAreas = ConcurrentHashMap.newKeySet();
    private final Map<ThingId, Cause> causes = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Heard> readings = new LinkedBlockingQueue<>(MOST);
    private final AtomicBoolean linked = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();

    Known(Clock clock) {
        this.clock = clock;
    }

    static Interest interest() {
        return Interest.in(
                TrafficCount.CAPABILITY,
                TrafficFlow.CAPABILITY,
                SignalPlan.CAPABILITY,
                BOROUGH + AREA,
                BOROUGH + SEGMENT,
                BOROUGH + AIR);
    }

    @Override
    public void present(Twin twin) {
        know(twin);
        if (areas.containsKey(twin.id())) {
            changedAreas.add(twin.id());
        }
    }

    private void know(Twin twin) {
        boolean counter = !twin.providing(TrafficCount.CAPABILITY).isEmpty()
                || !twin.providing(TrafficFlow.CAPABILITY).isEmpty();
        put(counters, twin, counter);
        put(segments, twin, twin.providing(BOROUGH + SEGMENT).contains(SEGMENT));
        put(areas, twin, twin.providing(BOROUGH + AREA).contains(AREA));
        put(signals, twin, !twin.providing(SignalPlan.CAPABILITY).isEmpty());
        put(airs, twin, twin.providing(BOROUGH + AIR).contains(AIR));
    }

    private void put(Map<ThingId, Twin> map, Twin twin, boolean belongs) {
        boolean was = belongs ? map.put(twin.id(), twin) != null : map.remove(twin.id()) != null;
        if (was != belongs) {
            linked.set(true);
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        know(twin);
        boolean attribute = change.part() == Change.Part.ATTRIBUTE;
        if (attribute || change.feature().equals(SEGMENT)) {
            linked.set(true);
        }
        if (areas.containsKey(twin.id()) && (attribute || change.feature().equals(AREA))) {
            causes.put(twin.id(), change.cause());
            changedAreas.add(twin.id());
        }
        if (change.part() == Change.Part.PROPERTY && counters.containsKey(twin.id())) {
            heard(twin, change);
        }
    }

    private void heard(Twin twin, Change change) {
        boolean ours = twin.providing(TrafficCount.CAPABILITY).contains(change.feature())
                || twin.providing(TrafficFlow.CAPABILITY).contains(change.feature());
        if (!ours || !Quantity.is(change.path())) {
            return;
        }
        Optional<Double> value = change.after().flatMap(after -> Values.as(Double.class, after));
        value.ifPresent(number -> {
            if (!readings.offer(
                    new Heard(twin.id(), change.feature(), change.path(), number, change.at(), clock.instant()))) {
                lost.incrementAndGet();
            }
        });
    }

    @Override
    public void gone(ThingId thing) {
        List.of(counters, segments, signals, airs).forEach(map -> {
            if (map.remove(thing) != null) {
                linked.set(true);
            }
        });
        if (areas.remove(thing) != null) {
            changedAreas.add(thing);
        }
    }

    /** Has an area looked at again. */
    void again(ThingId area) {
        changedAreas.add(area);
    }

    Map<ThingId, Twin> counters() {
        return counters;
    }

    Map<ThingId, Twin> segments() {
        return segments;
    }

    Map<ThingId, Twin> areas() {
        return areas;
    }

    Map<ThingId, Twin> signals() {
        return signals;
    }

    Map<ThingId, Twin> airs() {
        return airs;
    }

    Set<ThingId> takeChangedAreas() {
        Set<ThingId> taken = Set.copyOf(changedAreas);
        taken.forEach(changedAreas::remove);
        return taken;
    }

    Optional<Cause> takeCause(ThingId area) {
        return Optional.ofNullable(causes.remove(area));
    }

    /** Whether segments or counters came, went or changed since the last call. */
    boolean takeLinked() {
        return linked.getAndSet(false);
    }

    List<Heard> takeReadings() {
        List<Heard> taken = new ArrayList<>();
        readings.drainTo(taken);
        return taken;
    }

    /** How many readings were lost because more came than could be looked at. */
    long lost() {
        return lost.get();
    }

    Instant now() {
        return clock.instant();
    }
}
