// SPDX-License-Identifier: EPL-2.0
/** The air of the city's areas: hourly means, plausibility, calibration, index, alerts, exposure. */
package org.borough.air;
