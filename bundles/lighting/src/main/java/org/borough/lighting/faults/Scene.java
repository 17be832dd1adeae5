// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

/**
 * What holds for one luminaire at one look.
 *
 * @param rated watts by its register; 0 when nobody knows
 * @param wanted percent; not a number when nobody wants anything of it
 * @param night whether lamps are due
 */
public record Scene(FaultRules rules, double rated, double wanted, boolean night) {}
