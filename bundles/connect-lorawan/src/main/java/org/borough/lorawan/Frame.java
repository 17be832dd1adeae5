// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a device sent, as the network server tells it.
 *
 * @param fPort the LoRaWAN port, none when the server does not tell it
 * @param fCnt the frame counter
 * @param payload the bytes
 * @param time when the network heard it, in the server's words; empty when it does not say
 * @param receptions who heard it
 */
record Frame(OptionalInt fPort, long fCnt, byte[] payload, String time, List<Reception> receptions) {}
