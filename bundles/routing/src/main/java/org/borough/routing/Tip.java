// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

/**
 * A place where vehicles unload.
 *
 * @param node where it is
 * @param unloadSeconds how long unloading takes
 */
public record Tip(int node, int unloadSeconds) {}
