// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.List;
import org.borough.twin.Place;

/** A part of the earth's surface; its edge belongs to it. */
sealed interface Area {

    boolean contains(Place place);

    /**
     * What is not farther than a distance, by {@link Place#metresTo} (haversine). Places that differ more in latitude
     * alone are put aside first: a degree is 111,195 m on that sphere.
     */
    record Circle(Place centre, double metres) implements Area {

        private static final double METRES_PER_DEGREE = 111_195;

        @Override
        public boolean contains(Place place) {
            double degrees = Math.abs(place.latitude() - centre.latitude());
            return degrees * METRES_PER_DEGREE * 0.9999 <= metres && centre.metresTo(place) <= metres;
        }
    }

    /** Between two parallels and two meridians. A west that is greater than the east: across the antimeridian. */
    record Box(double south, double west, double north, double east) implements Area {

        @Override
        public boolean contains(Place place) {
            double longitude = place.longitude() == -180 && east == 180 ? 180 : place.longitude();
            boolean between =
                    west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
            return between && place.latitude() >= south && place.latitude() <= north;
        }
    }

    /** A ring without its holes. */
    record Polygon(Ring outer, List<Ring> holes) implements Area {

        @Override
        public boolean contains(Place place) {
            if (!outer.contains(place)) {
                return false;
            }
            for (Ring hole : holes) {
                if (hole.contains(place)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A closed line whose edges are straight in longitude and latitude (RFC 7946, section 3.1.1), each going the short way
     * round the earth, so that a ring may cross the antimeridian. Whether a place is inside is told by the number of edges
     * that a ray to the north crosses (even-odd rule).
     */
    final class Ring {

        private final double[] latitudes;
        /** Unrolled: an edge never jumps from 180 to -180. */
        private final double[] longitudes;

        private final double south;
        private final double north;
        private final double west;
        private final double east;

        /** Fails with a sentence if the line is no ring or goes round a pole. */
        Ring(List<Place> corners) {
            int count = corners.size();
            latitudes = new double[count + 1];
            longitudes = new double[count + 1];
            double lon = corners.get(0).longitude();
            for (int i = 0; i <= count; i++) {
                Place corner = corners.get(i % count);
                lon += shortWay(corner.longitude() - lon);
                latitudes[i] = corner.latitude();
                longitudes[i] = lon;
            }
            if (Math.abs(longitudes[count] - longitudes[0]) > 1e-9) {
                throw new IllegalArgumentException("The polygon goes round a pole; use a box or near() there.");
            }
            south = min(latitudes);
            north = -min(negated(latitudes));
            west = min(longitudes);
            east = -min(negated(longitudes));
        }

        boolean contains(Place place) {
            double lat = place.latitude();
            if (lat < south || lat > north) {
                return false;
            }
            double lon = place.longitude();
            while (lon < west) {
                lon += 360;
            }
            while (lon - 360 >= west) {
                lon -= 360;
            }
            return lon <= east && crossings(lat, lon);
        }

        private boolean crossings(double lat, double lon) {
            boolean inside = false;
            for (int i = 1; i < latitudes.length; i++) {
                double fromLon = longitudes[i - 1];
                double toLon = longitudes[i];
                double rise = latitudes[i] - latitudes[i - 1];
                if (fromLon == toLon) {
                    if (lon == fromLon && (lat - latitudes[i - 1]) * (lat - latitudes[i]) <= 0) {
                        return true;
                    }
                    continue;
                }
                double at = latitudes[i - 1] + rise * (lon - fromLon) / (toLon - fromLon);
                boolean above = lon >= Math.min(fromLon, toLon) && lon <= Math.max(fromLon, toLon);
                if (above && at == lat) {
                    return true;
                }
                if ((fromLon > lon) != (toLon > lon) && at > lat) {
                    inside = !inside;
                }
            }
            return inside;
        }

        private static double shortWay(double degrees) {
            return degrees - 360 * Math.rint(degrees / 360);
        }

        private static double[] negated(double[] values) {
            double[] negated = values.clone();
            for (int i = 0; i < negated.length; i++) {
                negated[i] = -negated[i];
            }
            return negated;
        }

        private static double min(double[] values) {
            double least = values[0];
            for (double value : values) {
                least = Math.min(least, value);
            }
            return least;
        }
    }
}
