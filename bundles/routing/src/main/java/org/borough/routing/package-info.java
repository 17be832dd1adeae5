// SPDX-License-Identifier: EPL-2.0
/**
 * Which vehicle goes where and in which order: ruin and recreate with slack induction by string removals (Christiaens and
 * Vanden Berghe, Transportation Science 54, 2020).
 */
package org.borough.routing;
