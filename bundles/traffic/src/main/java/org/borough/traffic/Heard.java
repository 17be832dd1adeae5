// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Instant;
import org.borough.thing.ThingId;

/** One number of a counter: of which feature and property, when by its clock, and when it came. */
record Heard(ThingId counter, String feature, String quantity, double value, Instant at, Instant arrived) {}
