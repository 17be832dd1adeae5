// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import org.borough.thing.BoroughException;

/** The bytes are not what the device should send. The message names offset or field; the uplink is quarantined. */
public final class UndecodableUplinkException extends BoroughException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the bytes. */
    public UndecodableUplinkException(String message) {
        super(message);
    }

    /** Says what is wrong with the bytes, and what found it. */
    public UndecodableUplinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
