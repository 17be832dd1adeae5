// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Instant;
import org.borough.plausibility.Timed;
import org.borough.thing.ThingId;

/**
 * One reading of a sensor.
 *
 * @param quantity the key of its property: {@code pm25}, {@code humidity}
 * @param at when it was measured, by the device's clock where it has one
 * @param arrived when it was heard
 */
record Heard(ThingId sensor, String quantity, double value, Instant at, Instant arrived) implements Timed {}
