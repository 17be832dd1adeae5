// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Instant;
import org.borough.thing.ThingId;

/**
 * One reading of a lamp.
 *
 * @param feature its luminaire
 * @param name the property; empty when something else of the device was heard, a sign of life only
 * @param value flags are 0 or 1
 */
public record Heard(ThingId lamp, String feature, String name, double value, Instant at) {}
