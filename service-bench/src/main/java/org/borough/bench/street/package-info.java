// SPDX-License-Identifier: EPL-2.0
/** Invented walkers under the service's real rules. */
package org.borough.bench.street;
