// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.rules;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
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
    public record Slow(String name, Place place, double radiusMetres, double factor) {}

    /** Who says so, on what grounds, since when. */
    public record Authorship(String author, String source, String date) {

        @Override
        public String toString() {
            return author + ", " + date + (source.isEmpty() ? "" : ", " + source);
        }
    }
}
