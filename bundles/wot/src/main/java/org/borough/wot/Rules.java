// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

/**
 * How strictly one model is taken.
 *
 * @param complete whether what it does not mark as optional must be there
 * @param only whether nothing else may be there
 * @param whole whether values that are objects need all of their required members
 */
record Rules(boolean complete, boolean only, boolean whole) {}
