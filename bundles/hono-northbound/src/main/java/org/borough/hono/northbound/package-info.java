// SPDX-License-Identifier: EPL-2.0
/**
 * Borough as applications of Hono see it: uplinks, answers and changes of the registry go to Kafka, commands come from
 * there.
 *
 * <p>Nothing here waits for the broker: records are handed to the producer or refused at once, one thread reads
 * commands, one timer waits for topics that do not exist yet.
 */
package org.borough.hono.northbound;
