// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The classes of one kind of street, and how one of them is selected.
 *
 * @param kind M (motor traffic), C (conflict areas), P (people), or a kind of the city's own
 * @param quantity what the classes give, such as mean luminance maintained
 * @param base the number from which the weights are taken off
 * @param classes the brightest first
 */
public record Family(
        String kind, String quantity, String unit, double base, List<RoadClass> classes, List<Parameter> parameters) {

    private static final double ROUNDING = 1e-9;

    /** Keeps its own copies. */
    public Family {
        classes = List.copyOf(classes);
        parameters = List.copyOf(parameters);
    }

    /**
     * What was selected, and how.
     *
     * @param words the sum, for a person
     */
    public record Selected(RoadClass road, String words) {}

    /**
     * Selects a class: the base less the sum of weights. Half a class counts as the brighter one, and there is nothing
     * beyond the ends.
     *
     * @param values the option of each parameter; all must be there
     */
    public Selected select(Map<String, String> values) {
        List<String> terms = new ArrayList<>();
        double sum = 0;
        for (Parameter parameter : parameters) {
            Parameter.Option option =
                    parameter.option(values.get(parameter.key())).orElseThrow();
            sum += option.weight();
            terms.add(parameter.key() + " " + option.name() + " " + signed(option.weight()));
        }
        int number = (int) Math.floor(base - sum + ROUNDING);
        int first = number(classes.get(0));
        int index = Math.max(0, Math.min(classes.size() - 1, number - first));
        RoadClass road = classes.get(index);
        String words = kind + " = " + plain(base) + " - (" + plain(sum) + ") = " + plain(base - sum)
                + (number == number(road) ? "" : ", so " + road.name()) + ": " + String.join(", ", terms);
        return new Selected(road, words);
    }

    private int number(RoadClass road) {
        return Integer.parseInt(road.name().substring(kind.length()));
    }

    /** The class of that name. */
    public Optional<RoadClass> find(String name) {
        return classes.stream().filter(road -> road.name().equals(name)).findFirst();
    }

    /** What a class gives, for a person. */
    public String words(RoadClass road) {
        return road.name() + " (" + plain(road.mean()) + " " + unit + ")";
    }

    /** The names of all classes, for a person. */
    public String names() {
        return classes.stream().map(RoadClass::name).collect(Collectors.joining(", "));
    }

    private static String signed(double weight) {
        return (weight > 0 ? "+" : "") + plain(weight);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.format(Locale.ROOT, "%s", number);
    }
}
