// SPDX-License-Identifier: EPL-2.0
/**
 * Low-cost sensors brought to what a reference station says: equations that a reader can write down, fitted beside the
 * station, with what they are unsure of.
 */
package org.borough.air.calibration;
