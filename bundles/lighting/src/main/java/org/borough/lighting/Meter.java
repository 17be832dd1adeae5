// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.util.Optional;
import org.borough.thing.Property;
import org.borough.things.Luminaire;
import org.borough.twin.Twin;

/**
 * What one lamp used, beside what it would have used burning at full level from dusk to dawn. Takes the meter's readings
 * where there are any, else the power that the lamp reports, else a model: rated power times level.
 */
final class Meter {

    private static final double SECONDS_PER_HOUR = 3600;

    private double lastReading = Double.NaN;
    private double baselineSinceReading;

    /** Where the figures come from. */
    enum Method {
        MEASURED,
        MODELLED,
        /** Neither measured nor is its rated power known. */
        UNKNOWN
    }

    /** What is to be added, in Wh. */
    record Usage(Method method, double used, double baseline) {

        private static final Usage UNKNOWN = new Usage(Method.UNKNOWN, 0, 0);
    }

    /**
     * Accounts for the time since the last call.
     *
     * @param watts the lamp's rated power, 0 when it is unknown
     * @param fullLevel percent of it in the baseline, 0 by day
     * @param wanted the level that is wanted of the lamp
     */
    Usage account(Twin twin, double watts, double fullLevel, double wanted, Duration time) {
        double hours = time.toMillis() / 1000.0 / SECONDS_PER_HOUR;
        double baseline = watts * fullLevel / 100 * hours;
        if (watts <= 0) {
            return Usage.UNKNOWN;
        }
        Optional<Double> energy = sum(twin, Luminaire.ENERGY);
        if (energy.isPresent()) {
            return metered(energy.get(), baseline);
        }
        Optional<Double> power = sum(twin, Luminaire.POWER);
        if (power.isPresent()) {
            return new Usage(Method.MEASURED, power.get() * hours, baseline);
        }
        double level = twin.get(Luminaire.LEVEL.in(Lamp.features(twin).get(0))).orElse(wanted);
        double modelled = Double.isNaN(level) ? 0 : watts * level / 100 * hours;
        return new Usage(Method.MODELLED, modelled, baseline);
    }

    // Readings come seldom: the baseline waits for them, so that both always cover the same time.
    private Usage metered(double reading, double baseline) {
        baselineSinceReading += baseline;
        if (reading == lastReading) {
            return new Usage(Method.MEASURED, 0, 0);
        }
        boolean comparable = !Double.isNaN(lastReading) && reading > lastReading;
        Usage usage = comparable
                ? new Usage(Method.MEASURED, reading - lastReading, baselineSinceReading)
                : new Usage(Method.MEASURED, 0, 0);
        lastReading = reading;
        baselineSinceReading = 0;
        return usage;
    }

    private static Optional<Double> sum(Twin twin, Property<Double> key) {
        return Lamp.features(twin).stream()
                .flatMap(feature -> twin.get(key.in(feature)).stream())
                .reduce(Double::sum);
    }
}
