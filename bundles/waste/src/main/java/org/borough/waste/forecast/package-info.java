// SPDX-License-Identifier: EPL-2.0
/** How full containers will be tomorrow, learned from what they and others did before. */
package org.borough.waste.forecast;
