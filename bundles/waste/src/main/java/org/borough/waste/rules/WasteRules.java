// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.rules;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/**
 * What holds for the collection of one area.
 *
 * @param members an attribute that containers of the area carry, and its value
 * @param due when a container is collected
 * @param sensing when a sensor is doubted
 * @param fleet with what, from where
 * @param costs what it costs
 * @param quiet places where nobody collects at certain times
 * @param slow places where trucks lose time
 * @param avoidCongested segments of roads that slow trucks down while they are congested
 * @param fixedDays the days of the fixed schedule that the tours are compared with
 * @param authorship who says so
 */
public record WasteRules(
        Members members,
        Due due,
        Sensing sensing,
        Fleet fleet,
        Costs costs,
        List<Quiet> quiet,
        List<Slow> slow,
        Optional<AvoidCongested> avoidCongested,
        Set<DayOfWeek> fixedDays,
        Authorship authorship) {

    /** Keeps its own copies. */
    public WasteRules {
        quiet = List.copyOf(quiet);
        slow = List.copyOf(slow);
        fixedDays = Set.copyOf(fixedDays);
    }

    /** Containers by an attribute. */
    public record Members(String attribute, String value) {}

    /**
     * When a container is collected.
     *
     * @param collectPercent from this level on
     * @param overflowPercent it must not reach this level before the next day's tour
     * @param alongPercent from this level on where it costs little
     * @param alongWorth how little, in the currency's hundredths
     * @param longestDays at the latest after so many days
     */
    public record Due(
            double collectPercent, double overflowPercent, double alongPercent, int alongWorth, int longestDays) {}

    /**
     * When a sensor is doubted.
     *
     * @param emptiedDrop a fall by so many points is an emptying
     * @param frozenHours after how many hours at one value it is frozen
     * @param driftPercent a level right after emptyings that high is drift
     * @param fireCelsius from this temperature inside it burns
     * @param silentHours after what silence it is missed
     * @param lateHours how late a reading may come
     */
    public record Sensing(
            double emptiedDrop,
            int frozenHours,
            double driftPercent,
            double fireCelsius,
            int silentHours,
            int lateHours) {}

    /**
     * With what, from where.
     *
     * @param planAt when the tours of a day are planned
     * @param planSeconds how long planning may take
     * @param stopMinutes how long a truck stands at a container
     */
    public record Fleet(
            List<Truck> trucks, List<TipSite> tips, LocalTime planAt, double planSeconds, double stopMinutes) {

        /** Keeps its own copies. */
        public Fleet {
            trucks = List.copyOf(trucks);
            tips = List.copyOf(tips);
        }
    }

    /** A truck, its depot and shift. */
    public record Truck(String name, Place depot, int capacityKg, LocalTime from, LocalTime to, double fixedCost) {}

    /** Where trucks unload. */
    public record TipSite(String name, Place place, double unloadMinutes) {}

    /** What a kilometre and an hour cost, and what a kilometre emits. */
    public record Costs(double perKilometre, double perHour, double co2KgPerKilometre) {}

    /** Around this place nobody collects between these times: a school in the morning. */
    public record Quiet(String name, Place place, double radiusMetres, LocalTime from, LocalTime to) {}

    /** Around this place ways take so many times as long. */
    public record Slow(String name, Place place, double radiusMetres, double factor) {

        private static final double METRES_A_DEGREE = 111_195;

        /** How many times as long a straight way takes: only its part inside is slow. */
        public double on(Place from, Place to) {
            double eastward = METRES_A_DEGREE * Math.cos(Math.toRadians(place.latitude()));
            double x = (from.longitude() - place.longitude()) * eastward;
            double y = (from.latitude() - place.latitude()) * METRES_A_DEGREE;
            double dx = (to.longitude() - from.longitude()) * eastward;
            double dy = (to.latitude() - from.latitude()) * METRES_A_DEGREE;
            return 1 + (factor - 1) * shareInside(x, y, dx, dy);
        }

        /** Which share of the way from (x, y) by (dx, dy) lies inside the circle around the origin. */
        private double shareInside(double x, double y, double dx, double dy) {
            double a = dx * dx + dy * dy;
            double b = x * dx + y * dy;
            double c = x * x + y * y - radiusMetres * radiusMetres;
            if (a < 1e-6) {
                return c <= 0 ? 1 : 0;
            }
            double root = b * b - a * c;
            if (root <= 0) {
                return 0;
            }
            double enters = Math.max(0, (-b - Math.sqrt(root)) / a);
            double leaves = Math.min(1, (-b + Math.sqrt(root)) / a);
            return Math.max(0, leaves - enters);
        }

        /** How many times as long a straight way takes with all of them; where several overlap, the worst counts. */
        public static double on(List<Slow> all, Place from, Place to) {
            double most = 1;
            for (Slow slow : all) {
                most = Math.max(most, slow.on(from, to));
            }
            return most;
        }
    }

    /**
     * Segments of roads that tours avoid while they are congested.
     *
     * @param segments the things that tell how traffic goes on them
     * @param radiusMetres around the place of such a thing ways take longer
     * @param factor so many times as long
     * @param staleMinutes a travel state older than that does not count
     */
    public record AvoidCongested(List<ThingId> segments, double radiusMetres, double factor, int staleMinutes) {

        /** Keeps its own copy. */
        public AvoidCongested {
            segments = List.copyOf(segments);
        }
    }

    /** Who says so, on what grounds, since when. */
    public record Authorship(String author, String source, String date) {

        @Override
        public String toString() {
            return author + ", " + date + (source.isEmpty() ? "" : ", " + source);
        }
    }
}
