// SPDX-License-Identifier: EPL-2.0
/** What in a series of readings is unlike all that was before. */
package org.borough.traffic.anomaly;
