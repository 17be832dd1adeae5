// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import org.borough.thing.BoroughException;

/** A write was refused. Nothing of it happened. */
public final class TwinRefusedException extends BoroughException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * Says why.
     *
     * @param status the HTTP status that goes with it: 403 policy, 404 no such thing, 400 model, 413 too large, 503 disk
     * @param code Ditto's error code, for example {@code things:thing.notmodifiable}
     */
    public TwinRefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** Ditto's error code. */
    public String code() {
        return code;
    }
}
