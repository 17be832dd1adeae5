// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

/**
 * A sensor beside a reference station.
 *
 * @param observation what the sensor said
 * @param reference what the station measured in the same hour
 */
public record Sample(Observation observation, double reference) {}
