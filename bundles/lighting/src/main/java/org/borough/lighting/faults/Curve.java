// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How much of its rated power a lamp draws at a level: straight lines between points, as a driver's data sheet gives them.
 */
public record Curve(List<Point> points) {

    private static final double FULL = 100;

    /** Power in proportion to the level. */
    public static final Curve LINEAR = new Curve(List.of(new Point(0, 0), new Point(FULL, FULL)));

    /** Percent of full light, percent of rated power. */
    public record Point(double level, double power) {}

    /** Keeps its own copy. */
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * Reads points such as {@code 0:0 10:16 50:55 100:100}: level, colon, percent of rated power.
     *
     * @throws IllegalArgumentException when it is no curve; the message says what one is
     */
    public static Curve parse(String text) {
        List<Point> points = new ArrayList<>();
        for (String word : text.strip().split("[ ,]+")) {
            points.add(point(word));
        }
        boolean rising = points.size() > 1
                && points.get(0).level() == 0
                && points.get(points.size() - 1).level() == FULL;
        for (int i = 1; i < points.size(); i++) {
            rising &= points.get(i).level() > points.get(i - 1).level()
                    && points.get(i).power() >= points.get(i - 1).power();
        }
        if (!rising) {
            throw new IllegalArgumentException("levels must rise from 0 to 100 and powers must not fall");
        }
        return new Curve(points);
    }

    private static Point point(String word) {
        String[] parts = word.split(":");
        try {
            double level = Double.parseDouble(parts[0]);
            double power = Double.parseDouble(parts[1]);
            if (parts.length == 2 && power >= 0 && power <= 2 * FULL) {
                return new Point(level, power);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'" + word + "' is no point", e);
        }
        throw new IllegalArgumentException("'" + word + "' is no point");
    }

    /** The share of the rated power at a level, 1 for all of it. */
    public double share(double level) {
        for (int i = 1; i < points.size(); i++) {
            Point low = points.get(i - 1);
            Point high = points.get(i);
            if (level <= high.level()) {
                double way = (Math.max(0, level) - low.level()) / (high.level() - low.level());
                return (low.power() + way * (high.power() - low.power())) / FULL;
            }
        }
        return points.get(points.size() - 1).power() / FULL;
    }

    @Override
    public String toString() {
        return points.stream()
                .map(point -> plain(point.level()) + ":" + plain(point.power()))
                .collect(Collectors.joining(" "));
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
