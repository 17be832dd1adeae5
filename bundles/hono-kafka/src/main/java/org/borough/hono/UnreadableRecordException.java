// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.thing.BoroughException;

/** A record is not what Hono writes. The message names the record and what is wrong with it. */
public final class UnreadableRecordException extends BoroughException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(ConsumerRecord<?, ?> from, String problem) {
        super("The record " + from.topic() + "-" + from.partition() + "@" + from.offset() + " " + problem);
    }
}
