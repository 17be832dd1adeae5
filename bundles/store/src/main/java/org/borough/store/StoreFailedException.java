// SPDX-License-Identifier: EPL-2.0
package org.borough.store;

import org.borough.thing.BoroughException;

/** The disk did not take a write, or a store cannot be opened; the message names the store and the remedy. */
public final class StoreFailedException extends BoroughException {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public StoreFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
