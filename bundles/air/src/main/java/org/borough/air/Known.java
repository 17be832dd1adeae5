// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

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
import org.borough.things.AirQuality;
import org.borough.things.Climate;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;

/** What the twins say, and what they said since the last look. Filled on the platform's threads; bounded. */
final class Known implements TwinListener {

    /** The subject under which this service acts. */
    static final String SUBJECT = "service:air";

    /** The capability of things that hold the rules of an area. */
    static final String AREA = "borough:air";

    /** The feature that holds them. */
    static final String FEATURE = "air";

    private static final int MOST = 200_000;

    private final Clock clock;
    private final Map<ThingId, Twin> sensors = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> areas = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> askedPages = new ConcurrentHashMap<>();
    private final Map<ThingId, Cause> causes = new ConcurrentHashMap<>();
    private final Set<ThingId> changedAreas = ConcurrentHashMap.newKeySet();
    private final Set<ThingId> fresh = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Heard> readings = new LinkedBlockingQueue<>(MOST);
    private final AtomicBoolean moved = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();

    Known(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void present(Twin twin) {
        know(twin);
        if (isPage(twin)) {
            askedPages.put(twin.id(), twin);
        }
        if (isArea(twin)) {
            areas.put(twin.id(), twin);
            changedAreas.add(twin.id());
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        if (change.part() == Change.Part.ATTRIBUTE || isSensor(twin) != sensors.containsKey(twin.id())) {
            know(twin);
        }
        if (isArea(twin)) {
            boolean known = areas.put(twin.id(), twin) != null;
            if (!known
                    || change.part() == Change.Part.ATTRIBUTE
                    || change.feature().equals(FEATURE)) {
                causes.put(twin.id(), change.cause());
                changedAreas.add(twin.id());
            }
        } else if (areas.remove(twin.id()) != null) {
            changedAreas.add(twin.id());
        }
        if (change.part() == Change.Part.ATTRIBUTE
                && isPage(twin)
                && !change.cause().by().equals(SUBJECT)) {
            causes.put(twin.id(), change.cause());
            askedPages.put(twin.id(), twin);
        }
        if (change.part() == Change.Part.PROPERTY && sensors.containsKey(twin.id())) {
            heard(twin, change);
        }
    }

    private void heard(Twin twin, Change change) {
        boolean ours = twin.providing(AirQuality.CAPABILITY).contains(change.feature())
                || twin.providing(Climate.CAPABILITY).contains(change.feature());
        if (!ours || !Ranges.ALL.containsKey(change.path())) {
            return;
        }
        Optional<Double> value = change.after().flatMap(after -> Values.as(Double.class, after));
        value.filter(Double::isFinite)
                .ifPresent(number -> add(new Heard(twin.id(), change.path(), number, change.at(), clock.instant())));
    }

    void add(Heard reading) {
        if (!readings.offer(reading)) {
            lost.incrementAndGet();
        }
    }

    private void know(Twin twin) {
        if (isSensor(twin)) {
            if (sensors.put(twin.id(), twin) == null) {
                fresh.add(twin.id());
            }
            moved.set(true);
        } else if (sensors.remove(twin.id()) != null) {
            moved.set(true);
        }
    }

    @Override
    public void gone(ThingId thing) {
        if (sensors.remove(thing) != null) {
            moved.set(true);
        }
        causes.remove(thing);
        if (areas.remove(thing) != null) {
            changedAreas.add(thing);
        }
    }

    /** Has an area looked at again. */
    void again(ThingId area) {
        changedAreas.add(area);
    }

    private static boolean isPage(Twin twin) {
        return !twin.providing(EquationPages.CAPABILITY).isEmpty();
    }

    private static boolean isSensor(Twin twin) {
        return !twin.providing(AirQuality.CAPABILITY).isEmpty();
    }

    private static boolean isArea(Twin twin) {
        return twin.providing(AREA).contains(FEATURE);
    }

    Map<ThingId, Twin> sensors() {
        return sensors;
    }

    Map<ThingId, Twin> areas() {
        return areas;
    }

    Set<ThingId> takeChangedAreas() {
        return take(changedAreas);
    }

    /** Pages of equations that somebody wrote to since the last call. */
    Map<ThingId, Twin> takeAskedPages() {
        Map<ThingId, Twin> taken = Map.copyOf(askedPages);
        taken.forEach(askedPages::remove);
        return taken;
    }

    /** Who changed an area or a page last. */
    Optional<Cause> takeCause(ThingId thing) {
        return Optional.ofNullable(causes.remove(thing));
    }

    /** Sensors that came since the last call: their history is unknown yet. */
    Set<ThingId> takeFresh() {
        return take(fresh);
    }

    List<Heard> takeReadings() {
        List<Heard> taken = new ArrayList<>();
        readings.drainTo(taken);
        return taken;
    }

    boolean takeMoved() {
        return moved.getAndSet(false);
    }

    /** How many readings were lost because more came than were looked at. */
    long lost() {
        return lost.get();
    }

    /** The first moment of a course: before it nothing is known. */
    Instant now() {
        return clock.instant();
    }

    private static Set<ThingId> take(Set<ThingId> set) {
        Set<ThingId> taken = Set.copyOf(set);
        taken.forEach(set::remove);
        return taken;
    }
}
