// SPDX-License-Identifier: EPL-2.0
/** Load programs: each prints its figures as one JSON line; {@code benchmarks/run} makes the table. */
package org.borough.benchmarks;
