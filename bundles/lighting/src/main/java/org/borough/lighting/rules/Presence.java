// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;
import java.util.Collection;
import org.borough.thing.ThingId;

/** What the sensors of one lamp know about people near by. */
public sealed interface Presence {

    /** No sensor speaks for the lamp. */
    record Unsensed() implements Presence {}

    /** A sensor that speaks for it was not heard for too long; {@link Instant#MIN} when it never was. */
    record Silent(ThingId sensor, Instant heard) implements Presence {}

    /** Somebody is there now. */
    record Occupied(ThingId sensor, Instant since) implements Presence {}

    /**
     * Nobody is there any more.
     *
     * @param seen when somebody was there last, {@link Instant#MIN} when nobody was seen yet
     * @param quiet since when it is known that nobody is there
     */
    record Left(ThingId sensor, Instant seen, Instant quiet) implements Presence {}

    /** Puts together what the sensors of a lamp say. One that sees somebody is believed before another that is silent. */
    static Presence strongest(Collection<Presence> told) {
        return told.stream().reduce(new Unsensed(), Presence::stronger);
    }

    private static Presence stronger(Presence one, Presence other) {
        if (rank(one) != rank(other)) {
            return rank(one) > rank(other) ? one : other;
        }
        if (one instanceof Left first && other instanceof Left second) {
            return first.quiet().isBefore(second.quiet()) ? second : first;
        }
        return one;
    }

    private static int rank(Presence presence) {
        if (presence instanceof Occupied) {
            return 3;
        }
        if (presence instanceof Silent) {
            return 2;
        }
        return presence instanceof Left ? 1 : 0;
    }
}
