// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registered as a service by whoever keeps a copy of every uplink elsewhere. A device is acknowledged only when all
 * mirrors have its message.
 */
@ConsumerType
public interface UplinkMirror {

    /**
     * Copies one message. Must not block; called in the order of arrival for the messages of one device.
     *
     * @return completes when the copy is safe. When it fails, the device is not acknowledged; the failure's message tells
     *     why. For QoS 0 nobody waits
     */
    CompletionStage<Void> mirror(Message message);
}
