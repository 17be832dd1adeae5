// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

/** What lamps do by day. */
enum Daylight {
    /** They are off, as street lamps are. */
    OFF,
    /** They burn by the same rules as at night: underpasses, tunnels. */
    BURN
}
