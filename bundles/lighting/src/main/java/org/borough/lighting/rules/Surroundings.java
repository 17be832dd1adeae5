// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

/**
 * What sensors tell about the people around a lamp.
 *
 * @param here by the sensors that speak for the lamp
 * @param ahead by those that speak for its neighbours along the street, as far as the rules look ahead
 */
public record Surroundings(Presence here, Presence ahead) {

    /** What is told where nobody looks ahead. */
    public static Surroundings of(Presence here) {
        return new Surroundings(here, new Presence.Unsensed());
    }
}
