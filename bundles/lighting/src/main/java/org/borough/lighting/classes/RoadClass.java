// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

/**
 * One lighting class.
 *
 * @param name such as {@code M3}
 * @param mean the luminance or illuminance that must be maintained on average, in the unit of its family
 */
public record RoadClass(String name, double mean) {}
