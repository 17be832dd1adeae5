// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.borough.things.FillLevel;
import org.borough.things.TravelState;
import org.borough.things.WasteContainer;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.waste.Heard.Quantity;

/** What the twins say, and what they said since the last look. Filled on the platform's threads; bounded. */
final class Known implements TwinListener {

    /** The subject under which this service acts. */
    static final String SUBJECT = "service:waste";

    /** The capability of things that hold the rules of an area. */
    static final String AREA = "borough:waste";

    /** The feature that holds them. */
    static final String FEATURE = "waste";

    private static final int MOST = 200_000;
    private static final Map<String, Quantity> FILL = Map.of(
            FillLevel.LEVEL.path(), Quantity.LEVEL,
            FillLevel.DISTANCE.path(), Quantity.DISTANCE,
            FillLevel.TEMPERATURE.path(), Quantity.TEMPERATURE,
            FillLevel.TILTED.path(), Quantity.TILTED,
            FillLevel.FIRE.path(), Quantity.FIRE);
    private static final Map<String, Quantity> WEIGHED =
            Map.of(WasteContainer.WEIGHT.path(), Quantity.WEIGHT, WasteContainer.PICKED_UP.path(), Quantity.PICKED_UP);

    private final Clock clock;
    private final Map<ThingId, Twin> containers = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> segments = new ConcurrentHashMap<>();
    private final Map<ThingId, Twin> areas = new ConcurrentHashMap<>();
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
        travels(twin);
        if (isArea(twin)) {
            areas.put(twin.id(), twin);
            changedAreas.add(twin.id());
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        travels(twin);
        if (change.part() == Change.Part.ATTRIBUTE || isContainer(twin) != containers.containsKey(twin.id())) {
            know(twin);
        }
        if (isArea(twin)) {
            boolean known = areas.put(twin.id(), twin) != null;
            if (!known || change.feature().equals(FEATURE) || change.part() == Change.Part.ATTRIBUTE) {
                causes.put(twin.id(), change.cause());
                changedAreas.add(twin.id());
            }
        } else if (areas.remove(twin.id()) != null) {
            changedAreas.add(twin.id());
        }
        if (change.part() == Change.Part.PROPERTY && containers.containsKey(twin.id())) {
            heard(twin, change);
        }
    }

    private void heard(Twin twin, Change change) {
        quantity(twin, change).ifPresent(quantity -> change.after()
                .flatMap(Known::number)
                .ifPresent(value -> add(new Heard(twin.id(), quantity, value, change.at(), clock.instant()))));
    }

    private static Optional<Quantity> quantity(Twin twin, Change change) {
        if (twin.providing(FillLevel.CAPABILITY).contains(change.feature())) {
            return Optional.ofNullable(FILL.get(change.path()));
        }
        boolean weighed = twin.providing(WasteContainer.CAPABILITY).contains(change.feature());
        return weighed ? Optional.ofNullable(WEIGHED.get(change.path())) : Optional.empty();
    }

    private static Optional<Double> number(Object value) {
        return value instanceof Boolean yes
                ? Optional.of(yes ? 1.0 : 0.0)
                : Values.as(Double.class, value).filter(Double::isFinite);
    }

    void add(Heard reading) {
        if (!readings.offer(reading)) {
            lost.incrementAndGet();
        }
    }

    private void travels(Twin twin) {
        if (twin.providing(TravelState.CAPABILITY).isEmpty()) {
            segments.remove(twin.id());
        } else {
            segments.put(twin.id(), twin);
        }
    }

    private void know(Twin twin) {
        if (isContainer(twin)) {
            if (containers.put(twin.id(), twin) == null) {
                fresh.add(twin.id());
            }
            moved.set(true);
        } else if (containers.remove(twin.id()) != null) {
            moved.set(true);
        }
    }

    @Override
    public void gone(ThingId thing) {
        causes.remove(thing);
        segments.remove(thing);
        if (containers.remove(thing) != null) {
            moved.set(true);
        }
        if (areas.remove(thing) != null) {
            changedAreas.add(thing);
        }
    }

    private static boolean isContainer(Twin twin) {
        return !twin.providing(FillLevel.CAPABILITY).isEmpty()
                || !twin.providing(WasteContainer.CAPABILITY).isEmpty();
    }

    private static boolean isArea(Twin twin) {
        return twin.providing(AREA).contains(FEATURE);
    }

    Map<ThingId, Twin> containers() {
        return containers;
    }

    /** Segments of roads, as they say how traffic goes on them. */
    Map<ThingId, Twin> segments() {
        return segments;
    }

    Map<ThingId, Twin> areas() {
        return areas;
    }

    /** Has an area looked at again. */
    void again(ThingId area) {
        changedAreas.add(area);
    }

    /** Who changed an area last, and why. */
    Optional<Cause> takeCause(ThingId area) {
        return Optional.ofNullable(causes.remove(area));
    }

    Set<ThingId> takeChangedAreas() {
        return take(changedAreas);
    }

    /** Containers that came since the last call: their past is unknown yet. */
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

    Instant now() {
        return clock.instant();
    }

    private static Set<ThingId> take(Set<ThingId> set) {
        Set<ThingId> taken = new HashSet<>(set);
        taken.forEach(set::remove);
        return taken;
    }
}
