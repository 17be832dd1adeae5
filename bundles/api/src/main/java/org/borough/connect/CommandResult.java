// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/** How a {@link DeviceCommand} ended. */
public sealed interface CommandResult {

    /** The device has it; no answer was asked for. */
    record Delivered() implements CommandResult {}

    /** The device answered. */
    record Answered(CommandResponse response) implements CommandResult {}

    /**
     * It did not reach the device, or no answer came.
     *
     * @param status 404 for an unknown or disabled device, 503 when no connection of the device was there or it did not
     *     acknowledge, 504 when the answer did not come in time, or a 4xx that says what is wrong with the command
     * @param reason why, in words
     */
    record Failed(int status, String reason) implements CommandResult {}
}
