// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.util.Map;
import org.borough.plausibility.Range;
import org.borough.things.AirQuality;
import org.borough.things.Climate;

/**
 * What a quantity can be at all. A little below zero is noise about clean air; the upper ends are those of reference
 * analysers, for particles far above the worst dust storm on record.
 */
final class Ranges {

    /** The quantities that the service looks at. */
    static final Map<String, Range> ALL = Map.of(
            AirQuality.PM25.path(), new Range(-10, 2000),
            AirQuality.PM10.path(), new Range(-10, 10_000),
            AirQuality.NO2.path(), new Range(-50, 2000),
            AirQuality.O3.path(), new Range(-50, 1500),
            AirQuality.SO2.path(), new Range(-50, 5000),
            AirQuality.CO.path(), new Range(-2, 150),
            Climate.HUMIDITY.path(), new Range(0, 105),
            Climate.TEMPERATURE.path(), new Range(-60, 70));

    private Ranges() {}
}
