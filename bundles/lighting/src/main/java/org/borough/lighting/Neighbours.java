// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.lighting.rules.Rules;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/**
 * Which lamps are near each other along their street. Lamps that carry the attribute {@code streetOrder} (a number, and
 * {@code street}, where a group has several streets) are a street in this order; the others are put in line from one end
 * on, each followed by the nearest of those that are left.
 */
final class Neighbours {

    static final String STREET = "street";
    static final String ORDER = "streetOrder";

    /** Beyond it two lamps are not of one row, whoever stands between them. */
    private static final double GAP_METRES = 200;

    private static final int LONGEST = 2000;

    private Neighbours() {}

    /** For each lamp the others from which light runs ahead to it. */
    static Map<ThingId, Set<ThingId>> of(List<Twin> lamps, Rules.LookAhead ahead, List<String> problems) {
        Map<ThingId, Set<ThingId>> near = new HashMap<>();
        if (ahead.isNone()) {
            return near;
        }
        streets(lamps).values().forEach(street -> link(line(street, problems), ahead, near));
        return near;
    }

    private static Map<String, List<Twin>> streets(List<Twin> lamps) {
        Map<String, List<Twin>> streets = new LinkedHashMap<>();
        for (Twin lamp : lamps) {
            String street = lamp.attribute(STREET, String.class).orElse("");
            streets.computeIfAbsent(street, name -> new ArrayList<>()).add(lamp);
        }
        return streets;
    }

    private static List<Twin> line(List<Twin> street, List<String> problems) {
        if (street.stream().allMatch(lamp -> order(lamp).isPresent())) {
            return street.stream()
                    .sorted(Comparator.comparing(lamp -> order(lamp).orElseThrow()))
                    .toList();
        }
        List<Twin> placed =
                street.stream().filter(lamp -> lamp.place().isPresent()).toList();
        if (!placed.isEmpty() && placed.size() < street.size()) {
            problems.add(
                    "Light runs ahead along the street only between lamps that have attributes/location, or all have"
                            + " attributes/" + ORDER + ": " + (street.size() - placed.size()) + " have neither.");
        }
        if (placed.size() > LONGEST) {
            problems.add("Light does not run ahead among " + placed.size() + " lamps of one street; at most " + LONGEST
                    + " are put in line by place. Give them attributes/" + STREET + " or attributes/" + ORDER + ".");
            return List.of();
        }
        return chain(placed);
    }

    private static Optional<Double> order(Twin lamp) {
        return lamp.attribute(ORDER, Double.class);
    }

    // The lamp farthest from the middle of the street is an end of it.
    private static List<Twin> chain(List<Twin> placed) {
        List<Twin> left = new ArrayList<>(placed);
        List<Twin> line = new ArrayList<>();
        if (left.isEmpty()) {
            return line;
        }
        Place middle = new Place(
                placed.stream()
                        .mapToDouble(lamp -> place(lamp).latitude())
                        .average()
                        .orElseThrow(),
                placed.stream()
                        .mapToDouble(lamp -> place(lamp).longitude())
                        .average()
                        .orElseThrow());
        Twin next = left.stream()
                .max(Comparator.comparingDouble(lamp -> place(lamp).metresTo(middle)))
                .orElseThrow();
        while (!left.isEmpty()) {
            left.remove(next);
            line.add(next);
            Place here = place(next);
            next = left.stream()
                    .min(Comparator.comparingDouble(lamp -> place(lamp).metresTo(here)))
                    .orElse(next);
        }
        return line;
    }

    private static void link(List<Twin> line, Rules.LookAhead ahead, Map<ThingId, Set<ThingId>> near) {
        for (int i = 0; i < line.size(); i++) {
            Set<ThingId> others = near.computeIfAbsent(line.get(i).id(), id -> new HashSet<>());
            walk(line, i, 1, ahead, others);
            walk(line, i, -1, ahead, others);
        }
    }

    private static void walk(List<Twin> line, int from, int step, Rules.LookAhead ahead, Set<ThingId> others) {
        double metres = 0;
        for (int i = from + step; i >= 0 && i < line.size(); i += step) {
            double gap = metres(line.get(i - step), line.get(i));
            metres += gap;
            if (Double.isFinite(gap) && gap > GAP_METRES) {
                return;
            }
            if (Math.abs(i - from) > ahead.lamps() && metres > ahead.metres()) {
                return;
            }
            others.add(line.get(i).id());
        }
    }

    private static double metres(Twin one, Twin other) {
        return one.place().isPresent() && other.place().isPresent()
                ? place(one).metresTo(place(other))
                : Double.POSITIVE_INFINITY;
    }

    private static Place place(Twin lamp) {
        return lamp.place().orElseThrow();
    }
}
