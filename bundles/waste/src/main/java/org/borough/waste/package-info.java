// SPDX-License-Identifier: EPL-2.0
/** Waste collection: how full containers are and will be, which to empty today, and in which tours. */
package org.borough.waste;
