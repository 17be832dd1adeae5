// SPDX-License-Identifier: EPL-2.0
/** A large city in memory: a service by itself, without the twin engine's policies and disk. */
package org.borough.bench.load;
