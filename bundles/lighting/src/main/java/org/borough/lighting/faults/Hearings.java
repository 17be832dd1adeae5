// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.thing.Values;
import org.borough.things.Luminaire;
import org.borough.things.Vendor;
import org.borough.twin.Change;
import org.borough.twin.Twin;

/** What lamps said since the last look. Filled on the platform's threads, emptied by one; bounded. */
public final class Hearings {

    private static final int MOST = 200_000;
    private static final Set<String> NAMES =
            Set.of(Head.LEVEL, Head.POWER, Head.ENERGY, Head.ON, Head.LAMP_FAULT, Head.DRIVER_FAULT);

    private final LinkedBlockingQueue<Heard> queue = new LinkedBlockingQueue<>(MOST);
    private final AtomicLong lost = new AtomicLong();

    /** Hears a change of a lamp's twin. */
    public void hear(Twin twin, Change change) {
        if (change.part() != Change.Part.PROPERTY) {
            return;
        }
        boolean luminaire = twin.providing(Luminaire.CAPABILITY).contains(change.feature());
        if (luminaire && NAMES.contains(change.path())) {
            change.after()
                    .flatMap(Hearings::number)
                    .ifPresent(value ->
                            add(new Heard(change.thing(), change.feature(), change.path(), value, change.at())));
        } else if (luminaire || change.feature().equals(Vendor.FEATURE)) {
            add(new Heard(change.thing(), change.feature(), "", 0, change.at()));
        }
    }

    private static Optional<Double> number(Object value) {
        return Values.as(Boolean.class, value).map(flag -> flag ? 1.0 : 0.0).or(() -> Values.as(Double.class, value));
    }

    private void add(Heard heard) {
        if (!queue.offer(heard)) {
            lost.incrementAndGet();
        }
    }

    /** What came since the last call. */
    public List<Heard> take() {
        List<Heard> taken = new ArrayList<>();
        queue.drainTo(taken);
        return taken;
    }

    /** How many were lost because more came than were looked at. */
    public long lost() {
        return lost.get();
    }
}
