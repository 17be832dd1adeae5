// SPDX-License-Identifier: EPL-2.0
package org.borough.air.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.air.index.Averaging;
import org.borough.air.index.IndexTables;
import org.borough.air.index.Pollutant;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/**
 * What holds for the air of one area.
 *
 * @param members which sensors speak for it
 * @param index the index that is told, by name or by version
 * @param tables the tables it is looked up in
 * @param ownTables those among them that the expert wrote, as he wrote them
 * @param law whose thresholds are told in any case
 * @param celsius the temperature that concentrations of gases are referred to
 * @param hours when an hour counts
 * @param plausibility when a reading is not believed
 * @param calibration when a sensor is corrected
 * @param sites the places where somebody breathes
 * @param limits what alerts are about besides the law
 */
public record AirRules(
        Members members,
        String index,
        IndexTables tables,
        List<JsonNode> ownTables,
        Law law,
        double celsius,
        Hours hours,
        Plausibility plausibility,
        Calibration calibration,
        List<Site> sites,
        List<Limit> limits,
        Authorship authorship) {

    /** Keeps its own copies. */
    public AirRules {
        sites = List.copyOf(sites);
        limits = List.copyOf(limits);
        ownTables = List.copyOf(ownTables);
    }

    /** What alerts are about on a day: what the expert says and what the law says besides. */
    public List<Limit> limits(LocalDate day) {
        List<String> own = limits.stream().map(Limit::name).toList();
        return Stream.concat(limits.stream(), law.limits(day).stream().filter(legal -> !own.contains(legal.name())))
                .toList();
    }

    /** Sensors by name, by an attribute, or around a place. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public record Members(
            List<ThingId> ids, String attribute, String value, Optional<Place> middle, double radiusMetres) {

        boolean isEmpty() {
            return ids.isEmpty() && attribute.isEmpty() && radiusMetres == 0;
        }
    }

    /**
     * When an hour counts.
     *
     * @param complete the share of the hour that readings must speak for
     * @param hold how long a reading speaks
     * @param late how late a reading may come
     * @param silence after which a sensor is told to be silent
     */
    public record Hours(double complete, Duration hold, Duration late, Duration silence) {}

    /**
     * When a reading is not believed.
     *
     * @param neighbourMetres how far a neighbour may stand
     * @param neighbours how many it takes to judge
     * @param outlierMads how many scaled median deviations an hour may be off
     * @param stuckHours after how many hours a value that never moves is stuck
     * @param movedMetres from which distance a device stands elsewhere
     */
    public record Plausibility(
            double neighbourMetres, int neighbours, double outlierMads, int stuckHours, double movedMetres) {}

    /**
     * When a sensor is corrected.
     *
     * @param metres how near a reference station must be to stand beside it
     * @param hours how many hours it takes
     * @param adoption which equations are used without a person's word
     * @param besides which sensor stands beside which station, where the places do not tell
     */
    public record Calibration(double metres, int hours, Adoption adoption, List<Beside> besides) {

        /** Keeps its own copy. */
        public Calibration {
            besides = List.copyOf(besides);
        }
    }

    /** Which equations are used without a person's word. */
    public enum Adoption {
        /** None: each is proposed. */
        NONE,
        /** The first of a sensor; what comes later is proposed. */
        FIRST,
        /** All. */
        ALL
    }

    /**
     * A sensor stands beside a station.
     *
     * @param from since when
     * @param until until when; this instant is not in it
     */
    public record Beside(ThingId sensor, ThingId station, Instant from, Instant until) {

        /** Whether it stands there in an hour. */
        public boolean in(Instant hour) {
            return !hour.isBefore(from) && hour.isBefore(until);
        }
    }

    /**
     * A place where somebody breathes: a school, a street, a quarter.
     *
     * @param people how many; 0 when nobody counted
     * @param group who they are: {@code children}
     */
    public record Site(String name, Place place, double radiusMetres, long people, String group) {}

    /**
     * What an alert is about.
     *
     * @param above from here on it is too much
     * @param below from here down it is well again
     * @param hours for how many hours in a row
     * @param groups who is concerned, in words
     * @param advice what they should do
     * @param source where a law says so; empty for an expert's own
     */
    public record Limit(
            Pollutant pollutant,
            Averaging averaging,
            double above,
            double below,
            int hours,
            String groups,
            String advice,
            String source) {

        /** What it is called in alerts and counts. */
        public String name() {
            return pollutant.key() + " " + averaging.key() + " " + number(above);
        }

        /** What it is about, in a sentence. */
        public String words() {
            return pollutant.key() + " (" + averaging.key() + ") " + number(above) + " " + pollutant.unit() + " for "
                    + hours + " hour(s)";
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
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
