// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.borough.lighting.faults.FaultRules;
import org.borough.lighting.sun.Twilight;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** What the field expert laid down for one group. */
public record Rules(
        Members members,
        Sensing sensing,
        Levels levels,
        Timing timing,
        Schedule schedule,
        Plan plan,
        double ratedPowerWatts,
        Carbon carbon,
        FaultRules faults,
        Authorship authorship) {

    /** The same rules with other levels. */
    public Rules with(Levels others) {
        return with(others, plan);
    }

    /** The same rules without dimming: for a group whose rules cannot be read. */
    public Rules undimmed() {
        return with(Levels.FULL, Plan.NONE);
    }

    private Rules with(Levels others, Plan other) {
        return new Rules(
                members, sensing, others, timing, schedule, other, ratedPowerWatts, carbon, faults, authorship);
    }

    /**
     * Which lamps belong to the group.
     *
     * @param ids lamps by name
     * @param attribute lamps that have this attribute with {@code value}; empty for none
     * @param radiusMetres lamps this near to the group's place; 0 for none
     */
    public record Members(List<ThingId> ids, String attribute, String value, double radiusMetres) {

        public Members {
            ids = List.copyOf(ids);
        }

        public boolean isEmpty() {
            return ids.isEmpty() && attribute.isEmpty() && radiusMetres == 0;
        }
    }

    /**
     * Who tells that somebody is there.
     *
     * @param linked sensors that speak for all lamps of the group
     * @param radiusMetres sensors that speak for the lamps this near to them
     * @param silence after which a sensor is not believed any more
     * @param ahead how far along the street the lamps before and behind brighten too
     */
    public record Sensing(List<ThingId> linked, double radiusMetres, Duration silence, LookAhead ahead) {

        public Sensing {
            linked = List.copyOf(linked);
        }
    }

    /**
     * How far light runs ahead of somebody on the street.
     *
     * @param lamps how many lamps on either side of the one where somebody was noticed; 0 for none
     * @param metres lamps this near to it along the street, however many; 0 for none
     */
    public record LookAhead(int lamps, double metres) {

        public boolean isNone() {
            return lamps == 0 && metres == 0;
        }
    }

    /**
     * Levels in percent.
     *
     * @param floor what no lamp goes below at night
     * @param dim when nobody is there
     * @param full when somebody is there or might be
     * @param unsensed of lamps for which no sensor speaks
     */
    public record Levels(double floor, double dim, double full, double unsensed) {

        public static final Levels FULL = new Levels(100, 100, 100, 100);
    }

    /**
     * How fast lamps follow.
     *
     * @param hold how long a lamp stays up after somebody was there
     * @param fadeStep percent by which a lamp goes down at once
     * @param fade time between two steps
     * @param manual how long a manual level counts that names no end
     */
    public record Timing(Duration hold, double fadeStep, Duration fade, Duration manual) {}

    /**
     * When it is night.
     *
     * @param place whose sun counts; empty for the middle of the lamps
     * @param daylight what the lamps do by day
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public record Schedule(
            Optional<Place> place,
            Twilight twilight,
            Duration sunsetOffset,
            Duration sunriseOffset,
            Daylight daylight) {}

    /**
     * What a kilowatt hour stands for in the air.
     *
     * @param gramsPerKwh CO2; 0 where nobody laid it down, then no CO2 is told
     * @param source who says so
     * @param date since when
     */
    public record Carbon(double gramsPerKwh, String source, String date) {

        public boolean isKnown() {
            return gramsPerKwh > 0;
        }
    }

    /** Whose rules these are. */
    public record Authorship(String author, String source, String date) {

        @Override
        public String toString() {
            return author + " (" + date + (source.isEmpty() ? "" : ", " + source) + ")";
        }
    }
}
