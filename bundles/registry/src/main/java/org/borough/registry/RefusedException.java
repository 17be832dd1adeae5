// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import org.borough.thing.BoroughException;

/** A request that is not carried out; nothing was changed. */
final class RefusedException extends BoroughException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status that goes with it. */
    int status() {
        return status;
    }

    static RefusedException bad(String message) {
        return new RefusedException(400, message);
    }

    static RefusedException noTenant(String tenant) {
        return new RefusedException(404, "tenant [" + tenant + "] does not exist");
    }

    static RefusedException noDevice(String device) {
        return new RefusedException(404, "device [" + device + "] does not exist");
    }
}
