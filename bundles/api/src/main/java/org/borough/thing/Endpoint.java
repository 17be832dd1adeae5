// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

/** The endpoint of the device API at which a message arrived: what kind of message it is. */
public enum Endpoint {
    /** A measurement. With QoS 0 it may be lost, or merged with later ones. */
    TELEMETRY,
    /** Something that happened; never lost once acknowledged, never merged. */
    EVENT,
    /** The answer to a command. */
    RESPONSE
}
