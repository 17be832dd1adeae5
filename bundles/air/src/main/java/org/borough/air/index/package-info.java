// SPDX-License-Identifier: EPL-2.0
/** Indices of air quality as tables with dates, and what they make of hourly means. Pure functions. */
package org.borough.air.index;
