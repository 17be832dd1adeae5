// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import org.borough.thing.ThingId;
import org.borough.twin.Place;

/**
 * A container that a tour may call at.
 *
 * @param kilograms what is presumably in it
 * @param must whether it is due; else it is taken where that costs little
 * @param why in a sentence, with rule and evidence
 */
record Wanted(ThingId id, String name, Place place, double level, int kilograms, boolean must, String why) {}
