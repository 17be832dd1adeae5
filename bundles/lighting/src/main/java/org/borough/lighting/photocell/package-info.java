// SPDX-License-Identifier: EPL-2.0
/** Dusk and dawn as photocells see them, held against the sun's calendar. */
package org.borough.lighting.photocell;
