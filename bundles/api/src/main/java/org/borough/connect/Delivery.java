// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/** Whether a message reached its device. */
public sealed interface Delivery {

    /** The device has it. */
    record Delivered() implements Delivery {}

    /**
     * The device does not have it; the outbox keeps it for another try until its deadline.
     *
     * @param status the HTTP status that says why, for example 503 for a missing PUBACK
     * @param reason why, in words
     */
    record NotDelivered(int status, String reason) implements Delivery {}
}
