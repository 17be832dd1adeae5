// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.street;

/**
 * What is assumed of streets, people and sensors.
 *
 * @param lamps of the street that are looked at; as many more as light runs ahead, and one, stand before and behind
 * @param spacing metres between two lamps
 * @param reach metres from a lamp at which its sensor notices somebody
 * @param noticed share of passages that a sensor notices
 * @param latencyMin seconds from the sensor to the lamps at least
 * @param latencyMax seconds from the sensor to the lamps at most
 * @param doors share of walkers who come out of a door or a car in the street, seen by nobody before
 * @param speed mean metres a second
 * @param speedSpread standard deviation of it
 * @param loss share of a lamp's power that does not follow its level
 */
public record Walking(
        int lamps,
        double spacing,
        double reach,
        double noticed,
        double latencyMin,
        double latencyMax,
        double doors,
        double speed,
        double speedSpread,
        double loss) {}
