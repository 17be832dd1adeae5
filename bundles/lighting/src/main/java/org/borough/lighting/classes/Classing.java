// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the expert laid down about the class of a street.
 *
 * @param parameters the option of each parameter of the family, as the street is judged for good
 * @param installed the class that the lamps give at full level
 * @param floor the class that the street never goes below
 * @param traffic how traffic changes the class by the hour
 * @param ambient how the brightness around changes it
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Classing(
        ClassTable table,
        Family family,
        Map<String, String> parameters,
        RoadClass installed,
        RoadClass floor,
        Upkeep upkeep,
        Optional<TrafficRule> traffic,
        Optional<AmbientRule> ambient) {

    private static final double ROUNDING = 1e-6;

    /** Keeps its own copy. */
    public Classing {
        parameters = Map.copyOf(parameters);
    }

    /**
     * The class that a street needs at one time.
     *
     * @param known whether everything that should be measured was; else the class is that of the street for good
     * @param reason why it is so
     * @param evidence what was measured, and the sum
     */
    public record Need(RoadClass road, boolean known, String reason, String evidence) {}

    /** The class of the street for good. */
    public Family.Selected designed() {
        return family.select(parameters);
    }

    /** Whether the class follows measurements. */
    public boolean isAdaptive() {
        return traffic.isPresent() || ambient.isPresent();
    }

    /**
     * The class that is needed now.
     *
     * @param changes parameters that a program sets for a time
     */
    public Need need(Map<String, String> changes, Measured measured) {
        Map<String, String> values = new HashMap<>(parameters);
        values.putAll(changes);
        List<String> silent = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Parameter parameter : family.parameters()) {
            switch (parameter.measured()) {
                case TRAFFIC ->
                    traffic.ifPresent(rule -> measured.traffic()
                            .ifPresentOrElse(
                                    count -> values.put(parameter.key(), take(parameter, rule, count, found)),
                                    () -> silent.add("no counter was heard for long enough")));
                case AMBIENT ->
                    ambient.ifPresent(rule -> measured.ambient()
                            .ifPresentOrElse(
                                    lux -> values.put(parameter.key(), take(parameter, rule, lux, found)),
                                    () -> silent.add("no light sensor was heard")));
                case NOTHING -> {
                    // As the expert says.
                }
            }
        }
        if (!silent.isEmpty()) {
            Family.Selected good = designed();
            String why =
                    String.join(" and ", silent) + ", so class " + good.road().name() + " counts as designed";
            return new Need(good.road(), false, why, good.words());
        }
        Family.Selected selected = family.select(values);
        String why = found.isEmpty()
                ? "class " + selected.road().name()
                : String.join(" and ", found) + ": class " + selected.road().name();
        return new Need(selected.road(), true, why, evidence(measured, selected));
    }

    private static String take(Parameter parameter, TrafficRule rule, Measured.Count count, List<String> found) {
        Parameter.Option option = parameter.at(100 * count.perHour() / rule.capacityPerHour());
        found.add(parameter.key() + " " + option.name());
        return option.name();
    }

    private static String take(Parameter parameter, AmbientRule rule, double lux, List<String> found) {
        Parameter.Option option = rule.at(parameter, lux);
        found.add(parameter.key() + " " + option.name());
        return option.name();
    }

    private String evidence(Measured measured, Family.Selected selected) {
        List<String> words = new ArrayList<>();
        traffic.ifPresent(rule -> measured.traffic()
                .ifPresent(count -> words.add(count.source() + " counted " + Math.round(count.perHour())
                        + " an hour, of " + Math.round(rule.capacityPerHour()) + " that the street can take")));
        ambient.ifPresent(
                rule -> measured.ambient().ifPresent(lux -> words.add(Math.round(lux * 10) / 10.0 + " lx around")));
        words.add(selected.words() + " (" + table.id() + ")");
        return String.join("; ", words);
    }

    /** The level in percent at which the lamps give a class when they are as old as they may be. */
    public double share(RoadClass road) {
        return whole(100 * road.mean() / installed.mean());
    }

    /** The level in percent at which the lamps give a class on a day; 100 when they cannot give so much. */
    public double level(RoadClass road, LocalDate day) {
        return Math.min(100, whole(100 * road.mean() / installed.mean() * upkeep.factor() / upkeep.left(day)));
    }

    // Up, so that a class is never missed by rounding.
    private static double whole(double percent) {
        return Math.ceil(percent - ROUNDING);
    }
}
