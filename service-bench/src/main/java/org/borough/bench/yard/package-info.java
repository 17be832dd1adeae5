// SPDX-License-Identifier: EPL-2.0
/** A year of collection, played through. */
package org.borough.bench.yard;
