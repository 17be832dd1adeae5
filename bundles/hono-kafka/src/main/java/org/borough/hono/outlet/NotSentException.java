// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import org.borough.thing.BoroughException;

/** A record did not reach Kafka. Without a stack trace: thousands a second may fail while a broker is gone. */
public final class NotSentException extends BoroughException {

    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
