// SPDX-License-Identifier: EPL-2.0
/** What the city services would have done with recorded data, in figures. Run by {@code ./borough bench}. */
package org.borough.bench;
