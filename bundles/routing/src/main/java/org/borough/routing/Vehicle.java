// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

/**
 * A vehicle that makes one tour.
 *
 * @param start the node it leaves from
 * @param end the node it comes back to
 * @param capacity how much it holds at a time
 * @param shift when it may leave and must be back
 * @param fixedCost what it costs to use it at all
 */
public record Vehicle(int start, int end, int capacity, Window shift, int fixedCost) {}
