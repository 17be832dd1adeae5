// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.rules;

import java.time.Duration;
import java.util.List;
import org.borough.thing.ThingId;

/**
 * What holds for the traffic of one area.
 *
 * @param levels levels of service, best first
 * @param congestedFrom the level from which a segment counts as congested
 * @param hearing when a reading counts
 * @param learning when the forecast learns
 * @param steering whether controllers are asked, or plans only proposed
 * @param signals the controllers and when each of their plans suits
 */
public record TrafficRules(
        List<Level> levels,
        String congestedFrom,
        Hearing hearing,
        Learning learning,
        boolean steering,
        List<Signal> signals,
        Authorship authorship) {

    /** Keeps its own copies. */
    public TrafficRules {
        levels = List.copyOf(levels);
        signals = List.copyOf(signals);
    }

    /**
     * A level of service.
     *
     * @param above it holds above this share of the free-flow speed, in percent; the last above 0
     */
    public record Level(String name, double above) {}

    /**
     * When a reading counts.
     *
     * @param late how late it may come
     * @param silence after which a segment is not seen any more
     * @param movedMetres from which distance a counter stands elsewhere
     * @param fastest no speed is above this, in km/h
     */
    public record Hearing(Duration late, Duration silence, double movedMetres, double fastest) {}

    /**
     * When the forecast learns.
     *
     * @param every how often
     * @param needed how much past it takes
     * @param with the name under which areas learn together; empty for alone
     */
    public record Learning(Duration every, Duration needed, String with) {}

    /**
     * A signal controller.
     *
     * @param plans what its engineer made: no other plan is ever asked for
     * @param usual the plan when no choice holds
     * @param hold how long a plan runs at least
     */
    public record Signal(ThingId controller, List<String> plans, String usual, Duration hold, List<Choice> choices) {

        /** Keeps its own copies. */
        public Signal {
            plans = List.copyOf(plans);
            choices = List.copyOf(choices);
        }
    }

    /** What a choice looks at. */
    public enum When {
        /** The level of a segment now. */
        LEVEL,
        /** The level that is forecast for a segment. */
        FORECAST,
        /** An alert of an area of the air. */
        AIR
    }

    /**
     * When a plan suits; the first that holds is taken.
     *
     * @param of the segment, or the area of the air
     * @param level the level from which on it suits
     * @param minutes how far ahead, for a forecast
     */
    public record Choice(String plan, When when, ThingId of, String level, int minutes) {}

    /** Who says so, on what grounds, since when. */
    public record Authorship(String author, String source, String date) {

        @Override
        public String toString() {
            return author + ", " + date + (source.isEmpty() ? "" : ", " + source);
        }
    }

    /** The level of a share of the free-flow speed, in percent. */
    public String level(double share) {
        return levels.stream()
                .filter(level -> share > level.above())
                .findFirst()
                .orElse(levels.get(levels.size() - 1))
                .name();
    }

    /** Whether a level is as bad as another or worse; an unknown one is not. */
    public boolean reaches(String level, String other) {
        return rank(level) >= rank(other) && rank(level) >= 0;
    }

    private int rank(String name) {
        return levels.stream().map(Level::name).toList().indexOf(name);
    }
}
