// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.borough.bench.yard.FillingBin;
import org.borough.twin.Place;
import org.borough.waste.forecast.Fill;

/** Where the Wyndham smart bins stand, joined with how they filled. */
final class WyndhamPositions {

    private WyndhamPositions() {}

    /** The bins that have a position, over the last so many days on which all were heard at least sometimes. */
    static List<FillingBin> bins(Path levels, Path positions, int days) {
        Map<String, Place> places = new TreeMap<>();
        Table.read(positions, "serialNumber", "longitude", "latitude")
                .rows()
                .forEach(row -> places.put(
                        row.get("serialNumber"),
                        new Place(Double.parseDouble(row.get("latitude")), Double.parseDouble(row.get("longitude")))));
        SortedMap<String, SortedMap<LocalDate, Fill>> read = WyndhamFile.read(levels);
        LocalDate last = read.values().stream()
                .map(SortedMap::lastKey)
                .max(LocalDate::compareTo)
                .orElseThrow();
        List<FillingBin> bins = new ArrayList<>();
        read.forEach((bin, fills) -> {
            if (places.containsKey(bin) && fills.size() > days / 2) {
                bins.add(FillingBin.of(places.get(bin), fills, last.minusDays(days), days));
            }
        });
        if (bins.isEmpty()) {
            throw new IllegalArgumentException(
                    "No bin of " + levels + " has a position in " + positions + " and half a year of levels.");
        }
        return bins;
    }
}
