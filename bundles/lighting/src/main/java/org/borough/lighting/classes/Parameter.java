// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that a class is selected by.
 *
 * @param key its name in rules
 * @param title as people write it
 * @param measured what may tell it hour by hour
 * @param options what it may be, the most demanding first
 */
public record Parameter(String key, String title, Measured measured, List<Option> options) {

    /** What may tell a parameter hour by hour. */
    public enum Measured {
        /** Nothing: it is as the expert says. */
        NOTHING,
        /** How many passed in an hour, as a share of what the street can take. */
        TRAFFIC,
        /** How bright it is around the street. */
        AMBIENT
    }

    /**
     * One value.
     *
     * @param weight by how many classes brighter
     * @param from the share of capacity from which on traffic is so, in percent
     */
    public record Option(String name, double weight, double from) {}

    /** Keeps its own copy. */
    public Parameter {
        options = List.copyOf(options);
    }

    /** The option of that name. */
    public Optional<Option> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** What traffic is at a share of capacity. */
    public Option at(double percent) {
        return options.stream()
                .filter(option -> percent > option.from())
                .findFirst()
                .orElseGet(this::least);
    }

    /** The least demanding. */
    public Option least() {
        return options.get(options.size() - 1);
    }

    /** All it may be, for a person. */
    public String names() {
        return options.stream().map(Option::name).collect(Collectors.joining("\", \"", "\"", "\""));
    }
}
