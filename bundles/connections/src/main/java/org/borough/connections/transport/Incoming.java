// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

/**
 * A message for a source.
 *
 * @param source the index of the source in the connection
 * @param subscribed the address of the source by which it came
 * @param address where it was sent to
 * @param settlement tells the sender what became of it; called once
 */
public record Incoming(int source, String subscribed, String address, External message, Settlement settlement) {

    /** What becomes of a message. */
    public enum Fate {
        /** It was taken, or refused for good. */
        DONE,
        /** It could not be taken now and should come again, if its sender can do that at all. */
        AGAIN_IF_ASKED,
        /** It must come again: otherwise it would be lost by a fault of this side. */
        AGAIN
    }

    /** Tells the sender. Callable from any thread. */
    @FunctionalInterface
    public interface Settlement {
        /** Tells what became of the message. */
        void settle(Fate fate);
    }
}
