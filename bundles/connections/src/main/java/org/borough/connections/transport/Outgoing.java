// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import java.util.Optional;

/**
 * A message to be sent.
 *
 * @param address of a target, all placeholders filled
 * @param qos how surely it must arrive, where the protocol knows that
 */
public record Outgoing(String address, Optional<Integer> qos, External message) {}
