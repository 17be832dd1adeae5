// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.connect.Intake;

/** Does something with a record; asked again, later, when it was refused with 503. Never blocks, never throws. */
interface Taker {

    Intake take(ConsumerRecord<String, byte[]> taken);
}
