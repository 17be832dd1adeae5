// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

/**
 * How much an engine holds.
 *
 * @param things those that exist, not those that were deleted
 * @param policies likewise
 */
public record Census(long things, long policies) {}
