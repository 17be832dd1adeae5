// SPDX-License-Identifier: EPL-2.0
/** How many will pass a counter in the next hour. */
package org.borough.traffic.counts;
