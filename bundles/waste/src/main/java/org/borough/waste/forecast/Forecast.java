// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

/**
 * What a container will hold.
 *
 * @param level the likely level (the median), 0 to 10
 * @param low in nine of ten such cases it was this or more
 * @param high in nine of ten such cases it was this or less
 * @param dueChance how likely it is due then, 0 to 1
 */
public record Forecast(double level, double low, double high, double dueChance) {}
