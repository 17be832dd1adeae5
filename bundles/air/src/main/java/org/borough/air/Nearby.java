// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.borough.twin.Place;

/** Finds the sensors near a place without looking at all of a large city: they are kept in squares. */
final class Nearby {

    private static final double DEGREE_METRES = 111_320;
    private static final double LEAST_COSINE = 0.01;

    private final double metres;
    private final Map<Square, List<Sensor>> squares = new HashMap<>();

    /** So many metres are near. */
    Nearby(Collection<Sensor> sensors, double metres) {
        this.metres = Math.max(1, metres);
        sensors.forEach(sensor -> sensor.place()
                .ifPresent(place -> squares.computeIfAbsent(square(place), key -> new ArrayList<>())
                        .add(sensor)));
    }

    private record Square(long north, long east) {}

    private Square square(Place place) {
        long north = (long) Math.floor(place.latitude() * DEGREE_METRES / metres);
        // One width for all places of a row of squares, so that a neighbour is in this square or in one beside it.
        double latitude = north * metres / DEGREE_METRES;
        double width = DEGREE_METRES * Math.max(LEAST_COSINE, Math.cos(Math.toRadians(latitude)));
        return new Square(north, (long) Math.floor(place.longitude() * width / metres));
    }

    /** The nearest others, the nearest first. */
    List<Sensor> around(Sensor sensor, int most) {
        return sensor.place()
                .map(place -> {
                    List<Sensor> near = new ArrayList<>();
                    for (int north = -1; north <= 1; north++) {
                        row(place, north, near);
                    }
                    return near.stream()
                            .filter(other -> other != sensor && distance(other, place) <= metres)
                            .sorted(Comparator.comparingDouble(other -> distance(other, place)))
                            .limit(most)
                            .toList();
                })
                .orElse(List.of());
    }

    private void row(Place place, int north, List<Sensor> near) {
        double latitude = Math.max(-90, Math.min(90, place.latitude() + north * metres / DEGREE_METRES));
        Square middle = square(new Place(latitude, place.longitude()));
        for (long east = -1; east <= 1; east++) {
            near.addAll(squares.getOrDefault(new Square(middle.north(), middle.east() + east), List.of()));
        }
    }

    private static double distance(Sensor sensor, Place place) {
        return sensor.place().orElseThrow().metresTo(place);
    }
}
