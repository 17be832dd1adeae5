// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.twin.Place;

/**
 * Finds the sensors near others without looking at all of a large city: they are kept in squares, on a plane that touches
 * the earth at the first of them. A hundred kilometres from there it is off by less than two in a hundred.
 */
final class Nearby {

    private static final double DEGREE_METRES = 111_195;
    private static final double LEAST_COSINE = 0.01;

    private final double metres;
    private final Map<Square, List<Spot>> squares = new HashMap<>();
    private final double width;

    /** So many metres are near. */
    Nearby(Collection<Sensor> sensors, double metres) {
        this.metres = Math.max(1, metres);
        Optional<Place> first =
                sensors.stream().flatMap(sensor -> sensor.place().stream()).findFirst();
        double latitude = first.map(Place::latitude).orElse(0.0);
        this.width = DEGREE_METRES * Math.max(LEAST_COSINE, Math.cos(Math.toRadians(latitude)));
        for (Sensor sensor : sensors) {
            sensor.place().map(place -> spot(sensor, place)).ifPresent(spot -> squares.computeIfAbsent(
                            square(spot, 0, 0), key -> new ArrayList<>())
                    .add(spot));
        }
    }

    /** A square of the plane, as wide as is near. */
    private record Square(long east, long north) {}

    private record Spot(Sensor sensor, double east, double north) {}

    private record Near(Sensor sensor, double squared) {}

    private Spot spot(Sensor sensor, Place place) {
        return new Spot(sensor, place.longitude() * width, place.latitude() * DEGREE_METRES);
    }

    private Square square(Spot spot, int east, int north) {
        return new Square(
                (long) Math.floor(spot.east() / metres) + east, (long) Math.floor(spot.north() / metres) + north);
    }

    /** The nearest others, the nearest first. */
    List<Sensor> around(Sensor sensor, int most) {
        if (sensor.place().isEmpty()) {
            return List.of();
        }
        Spot middle = spot(sensor, sensor.place().get());
        List<Near> near = new ArrayList<>();
        for (int square = 0; square < 9; square++) {
            squares.getOrDefault(square(middle, square / 3 - 1, square % 3 - 1), List.of())
                    .forEach(spot -> add(near, middle, spot));
        }
        near.sort(Comparator.comparingDouble(Near::squared));
        return near.stream().limit(most).map(Near::sensor).toList();
    }

    private void add(List<Near> near, Spot middle, Spot spot) {
        double east = spot.east() - middle.east();
        double north = spot.north() - middle.north();
        double squared = east * east + north * north;
        if (squared <= metres * metres && spot.sensor() != middle.sensor()) {
            near.add(new Near(spot.sensor(), squared));
        }
    }
}
