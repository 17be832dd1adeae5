// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

/** One of the forecasts that are blended. */
@FunctionalInterface
interface Member {

    /** All steps of the first sensor, then of the second, and so on; after the past steps, one row each. */
    double[] after(double[][] past);
}
