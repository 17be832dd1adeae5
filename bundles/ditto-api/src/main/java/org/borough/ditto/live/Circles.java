// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.ditto.signals.SignalFilter;
import org.borough.ditto.signals.SignalKind;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is sent what. Receivers with the same subjects and the same filter are one circle, for whom the work is done once. */
final class Circles {

    private static final Logger LOG = LoggerFactory.getLogger(Circles.class);

    /** What makes receivers be sent the same. */
    record Taste(AuthorizationContext reader, SignalFilter filter) {}

    private record Circle(AuthorizationContext reader, Sieve sieve, List<Reception> members) {}

    private final Map<SignalKind, Map<Taste, Circle>> circles = new EnumMap<>(SignalKind.class);

    Circles() {
        for (SignalKind kind : SignalKind.values()) {
            circles.put(kind, new ConcurrentHashMap<>());
        }
    }

    /** Fails with Ditto's error if the filter makes no sense. */
    void join(SignalKind kind, Taste taste, Reception member) {
        circles.get(kind).compute(taste, (same, circle) -> {
            Circle joined = circle == null
                    ? new Circle(taste.reader(), new Sieve(taste.filter()), new CopyOnWriteArrayList<>())
                    : circle;
            joined.members().add(member);
            return joined;
        });
    }

    void leave(SignalKind kind, Taste taste, Reception member) {
        circles.get(kind).computeIfPresent(taste, (same, circle) -> {
            circle.members().remove(member);
            return circle.members().isEmpty() ? null : circle;
        });
    }

    Round tell(Telling telling) {
        Round round = new Round(telling);
        circles.get(telling.kind()).values().forEach(circle -> tell(circle, round));
        return round;
    }

    // One circle's trouble, say with its filter, is its own: the others are told all the same.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static void tell(Circle circle, Round round) {
        try {
            round.parcel(circle.reader(), circle.sieve())
                    .ifPresent(parcel -> circle.members().forEach(member -> round.hand(parcel, member)));
        } catch (RuntimeException e) {
            LOG.warn("A signal could not be prepared for those who follow it", e);
        }
    }
}
