// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.borough.twin.Place;

/**
 * Lamps in the layout of Washington's street lights (lamp type, power, street segment), or as points with longitude and
 * latitude only.
 *
 * @param lamps those that have a place
 * @param skipped how many rows had none
 */
record LampFile(List<Lamp> lamps, int skipped) {

    private static final double CELL = 0.002;

    /**
     * One light point with the LEDs that it has or would have.
     *
     * @param street its street segment; where the file names none, a square of about 200 metres
     */
    record Lamp(Place place, double watts, String street) {}

    /** Reads it; lamps whose power is not told have {@code watts}. */
    static LampFile read(Path file, double watts) {
        Table table = Table.read(file);
        boolean points = table.columns().contains("longitude");
        String x = points ? "longitude" : "XCOORD";
        String y = points ? "latitude" : "YCOORD";
        Table checked = points ? Table.read(file, x, y) : Table.read(file, x, y, "LIGHTTYPE_DESC", "WATTAGE1");
        LedReplacement led = new LedReplacement();
        List<Lamp> lamps = checked.rows().stream()
                .flatMap(row -> place(row, x, y).stream()
                        .map(place ->
                                new Lamp(place, points ? watts : watts(row, led, watts), street(table, row, place))))
                .toList();
        if (lamps.isEmpty()) {
            throw new IllegalArgumentException(file + " has no lamp with a place.");
        }
        return new LampFile(lamps, checked.rows().size() - lamps.size());
    }

    private static Optional<Place> place(CSVRecord row, String x, String y) {
        double longitude = number(row, x);
        double latitude = number(row, y);
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? Optional.of(new Place(latitude, longitude))
                : Optional.empty();
    }

    private static double watts(CSVRecord row, LedReplacement led, double unknown) {
        String type = row.get("LIGHTTYPE_DESC");
        double first = number(row, "WATTAGE1");
        if (!(first > 0)) {
            return unknown;
        }
        double count = Math.max(1, orOne(number(row, "NUMBERLIGHTS")));
        double second = number(row, "WATTAGE2");
        double others = second > 0 ? second : first;
        return led.watts(type, first) + (count - 1) * led.watts(type, others);
    }

    private static double orOne(double number) {
        return Double.isNaN(number) ? 1 : number;
    }

    private static String street(Table table, CSVRecord row, Place place) {
        if (table.columns().contains("STREETSEGMID") && !row.get("STREETSEGMID").isEmpty()) {
            return row.get("STREETSEGMID");
        }
        return String.format(
                Locale.ROOT, "%d/%d", Math.round(place.latitude() / CELL), Math.round(place.longitude() / CELL));
    }

    private static double number(CSVRecord row, String column) {
        try {
            return row.isMapped(column) ? Double.parseDouble(row.get(column)) : Double.NaN;
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    /** The middle of all lamps. */
    Place middle() {
        return new Place(
                lamps.stream()
                        .mapToDouble(lamp -> lamp.place().latitude())
                        .average()
                        .orElseThrow(),
                lamps.stream()
                        .mapToDouble(lamp -> lamp.place().longitude())
                        .average()
                        .orElseThrow());
    }

    /** The lamps of each street, streets in the order of their names. */
    Map<String, List<Lamp>> streets() {
        return lamps.stream().collect(Collectors.groupingBy(Lamp::street, TreeMap::new, Collectors.toList()));
    }
}
