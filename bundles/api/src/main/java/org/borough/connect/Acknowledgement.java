// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/** How a message ended, for the connection to tell its device. */
public sealed interface Acknowledgement {

    /** Its readings are on disk. Acknowledge. */
    record Stored() implements Acknowledgement {}

    /**
     * No adapter could translate it; its bytes are on disk and can be replayed. Acknowledge: sending it again would not
     * help.
     *
     * @param reason why, for the log
     */
    record Quarantined(String reason) implements Acknowledgement {}

    /**
     * It was not kept. Do not acknowledge; the device may try again.
     *
     * @param status the HTTP status that says why: 4xx for the device's fault, 503 when the disk is full or the platform
     *     is stopping
     * @param reason why, in words for the device's owner
     */
    record Refused(int status, String reason) implements Acknowledgement {}
}
