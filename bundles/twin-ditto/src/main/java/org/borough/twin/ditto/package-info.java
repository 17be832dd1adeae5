// SPDX-License-Identifier: EPL-2.0
/**
 * The twins' port on a real Eclipse Ditto.
 *
 * <p>The twins that the city's user of Ditto may read are mirrored in memory. One WebSocket brings their events, another
 * takes the writes; a write's stage completes when its own event has come back into the mirror, so that who wrote reads
 * what was written. After a break the mirror is compared with Ditto anew, by revision.
 */
package org.borough.twin.ditto;
