// SPDX-License-Identifier: EPL-2.0
/** How traffic goes and will go on the segments of a city's roads, and which signal plans suit it. */
package org.borough.traffic;
