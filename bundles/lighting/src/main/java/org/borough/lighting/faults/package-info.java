// SPDX-License-Identifier: EPL-2.0
/**
 * Faults of lamps and of what feeds them, found in what they say and in energy that does not fit the level. Readings are
 * doubted before they are used; one odd reading raises nothing.
 */
package org.borough.lighting.faults;
