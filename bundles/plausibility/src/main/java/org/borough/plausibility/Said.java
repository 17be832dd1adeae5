// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.time.Instant;

/**
 * One reading of a device.
 *
 * @param quantity the key of its property: {@code power}
 * @param at when it was measured, by the device's clock where it has one
 * @param arrived when it was heard
 */
public record Said(String quantity, double value, Instant at, Instant arrived) implements Timed {}
