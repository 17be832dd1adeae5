// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.util.List;
import java.util.Map;
import org.borough.thing.ThingId;

/**
 * How the brightness around a street is told.
 *
 * @param sensors light sensors; their median counts
 * @param fromLux from which illuminance on the parameter has an option
 */
public record AmbientRule(List<ThingId> sensors, Map<String, Double> fromLux) {

    /** Keeps its own copies. */
    public AmbientRule {
        sensors = List.copyOf(sensors);
        fromLux = Map.copyOf(fromLux);
    }

    /** The option at an illuminance; the least demanding one below all bounds. */
    public Parameter.Option at(Parameter parameter, double lux) {
        return parameter.options().stream()
                .filter(option -> lux >= fromLux.getOrDefault(option.name(), Double.POSITIVE_INFINITY))
                .findFirst()
                .orElseGet(parameter::least);
    }
}
