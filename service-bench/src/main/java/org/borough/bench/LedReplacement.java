// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The LED that replaces an old lamp: the baseline is never the old lamp.
 *
 * <p>The table gives nominal initial lumens of the old lamp, of which 60 % count (losses of the luminaire, depreciation,
 * spill), from an LED of 130 lm/W as a system. To be checked by a lighting engineer.
 */
final class LedReplacement {

    private static final String TABLE = "led-replacements.csv";
    private static final String LED = "LED";

    private final Map<String, NavigableMap<Double, Double>> byLamp = new HashMap<>();

    LedReplacement() {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream table = Objects.requireNonNull(LedReplacement.class.getResourceAsStream(TABLE));
                Reader reader = new InputStreamReader(table, StandardCharsets.UTF_8)) {
            for (CSVRecord row : format.parse(reader)) {
                byLamp.computeIfAbsent(row.get("lamp"), lamp -> new TreeMap<>())
                        .put(Double.valueOf(row.get("watts")), Double.valueOf(row.get("ledWatts")));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The power of the LED.
     *
     * @param lamp kind of the old lamp, such as "HPS-High Pressure Sodium"; an LED stays what it is
     */
    double watts(String lamp, double nominal) {
        String kind = lamp.split("-", 2)[0].strip();
        if (LED.equals(kind)) {
            return nominal;
        }
        NavigableMap<Double, Double> table = byLamp.getOrDefault(kind, byLamp.get("HPS"));
        Map.Entry<Double, Double> low = table.floorEntry(nominal);
        Map.Entry<Double, Double> high = table.ceilingEntry(nominal);
        if (low == null || high == null) {
            Map.Entry<Double, Double> end = low == null ? high : low;
            return end.getValue() / end.getKey() * nominal;
        }
        double width = high.getKey() - low.getKey();
        double part = width == 0 ? 0 : (nominal - low.getKey()) / width;
        return low.getValue() + part * (high.getValue() - low.getValue());
    }
}
