// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import org.borough.thing.BoroughException;

/** The producer takes no record any more, whatever it is; it must be replaced. */
final class ProducerBrokenException extends BoroughException {

    private static final long serialVersionUID = 1L;

    ProducerBrokenException(RuntimeException cause) {
        super("the producer of Kafka takes no records any more: " + cause.getMessage(), cause);
    }
}
