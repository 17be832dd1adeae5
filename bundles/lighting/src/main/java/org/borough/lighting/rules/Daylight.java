// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

/** What lamps do by day. */
public enum Daylight {
    /** They are off, as street lamps are. */
    OFF,
    /** They burn by the same rules as at night: underpasses, tunnels. */
    BURN
}
