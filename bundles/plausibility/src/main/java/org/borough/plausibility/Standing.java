// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.util.Locale;
import java.util.Optional;
import org.borough.twin.Place;

/** Where a device stands, and whether it moved. For one thread. */
public final class Standing {

    private Optional<Place> place = Optional.empty();

    /** Where it stands. */
    public Optional<Place> place() {
        return place;
    }

    /**
     * Hears where it stands now.
     *
     * @param metres from which distance it stands elsewhere
     * @return what to say when it moved
     */
    public Optional<String> stands(Optional<Place> now, double metres) {
        Optional<Place> before = place;
        place = now;
        if (before.isEmpty() || now.isEmpty() || before.get().metresTo(now.get()) < metres) {
            return Optional.empty();
        }
        return Optional.of("It stood " + Math.round(before.get().metresTo(now.get())) + " m away, at "
                + words(before.get()) + "; now at " + words(now.get()) + ".");
    }

    private static String words(Place place) {
        return String.format(Locale.ROOT, "%.4f, %.4f", place.latitude(), place.longitude());
    }
}
