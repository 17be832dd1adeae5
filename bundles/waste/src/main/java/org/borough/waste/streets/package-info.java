// SPDX-License-Identifier: EPL-2.0
/** The ways of trucks over the streets of an OpenStreetMap extract. */
package org.borough.waste.streets;
