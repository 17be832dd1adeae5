// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** One way to a device: a subscribed MQTT connection, a waiting HTTP request. */
@ConsumerType
public interface DownlinkSink {

    /**
     * Sends one message. Must not block. Called for one message after the other of a device.
     *
     * @return completes with {@link Delivery.Delivered} when the device has it as far as the protocol tells (QoS 1: its
     *     PUBACK). It never fails
     */
    CompletionStage<Delivery> deliver(DownlinkMessage message);
}
