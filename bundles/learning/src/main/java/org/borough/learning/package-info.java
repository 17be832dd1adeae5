// SPDX-License-Identifier: EPL-2.0
/**
 * Equations fitted to data, and how well they fit. The linear algebra is EJML's, the statistics are Apache Commons'.
 * Embedded in the bundles that use it.
 */
package org.borough.learning;
