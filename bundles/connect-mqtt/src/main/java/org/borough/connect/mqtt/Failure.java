// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

/**
 * Why a device's message was not taken.
 *
 * @param status the HTTP status that says why
 * @param reason why, in words for the device's owner
 * @param terminal whether the connection is of no more use, whatever the device wants to be done on errors
 */
record Failure(int status, String reason, boolean terminal) {

    static Failure of(int status, String reason) {
        return new Failure(status, reason, false);
    }

    static Failure terminal(int status, String reason) {
        return new Failure(status, reason, true);
    }
}
