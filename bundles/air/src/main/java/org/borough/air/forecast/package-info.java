// SPDX-License-Identifier: EPL-2.0
/** What the air of a station will be in an hour. */
package org.borough.air.forecast;
