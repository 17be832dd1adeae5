// SPDX-License-Identifier: EPL-2.0
/** Sends records to Kafka without ever waiting, in the order of each topic. */
package org.borough.hono.outlet;
