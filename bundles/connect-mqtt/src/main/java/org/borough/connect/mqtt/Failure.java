// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttReasonCodes;

/**
 * Why a device's message was not taken.
 *
 * @param status the HTTP status that says why
 * @param reason why, in words for the device's owner
 * @param terminal whether the connection is of no more use, whatever the device wants to be done on errors
 */
record Failure(int status, String reason, boolean terminal) {

    /** Of a message of QoS 0 that came too early: no error, nobody waits for it. */
    static final Failure DROPPED = of(429, "too many messages in a second");

    static Failure of(int status, String reason) {
        return new Failure(status, reason, false);
    }

    static Failure terminal(int status, String reason) {
        return new Failure(status, reason, true);
    }

    /** Why the connection is closed, in the words of MQTT 5. */
    MqttReasonCodes.Disconnect disconnect() {
        return switch (status) {
            case 401, 403 -> MqttReasonCodes.Disconnect.NOT_AUTHORIZED;
            case 413 -> MqttReasonCodes.Disconnect.PACKET_TOO_LARGE;
            case 429 -> MqttReasonCodes.Disconnect.QUOTA_EXCEEDED;
            case 503 -> MqttReasonCodes.Disconnect.SERVER_BUSY;
            default -> MqttReasonCodes.Disconnect.IMPLEMENTATION_SPECIFIC_ERROR;
        };
    }

    /** Why the message was not kept, in the words of MQTT 5. */
    MqttReasonCodes.PubAck puback() {
        return switch (status) {
            case 401, 403 -> MqttReasonCodes.PubAck.NOT_AUTHORIZED;
            case 429 -> MqttReasonCodes.PubAck.QUOTA_EXCEEDED;
            case 400, 404 -> MqttReasonCodes.PubAck.IMPLEMENTATION_SPECIFIC_ERROR;
            default -> MqttReasonCodes.PubAck.UNSPECIFIED_ERROR;
        };
    }
}
