// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.time.Duration;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.endpoint.Address;
import org.borough.endpoint.ConfigurationCheck;

/** The configuration, checked. */
record MqttSettings(
        Address plain,
        Address tls,
        Address webSocket,
        Address webSocketTls,
        int maxPayloadBytes,
        int maxEnvelopeBytes,
        int maxConnections,
        int window,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration sendTimeout,
        Duration commandTimeout,
        Duration stopTimeout,
        int threads) {

    private static final int MAX_WINDOW = 65_535;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Room for topic, property bag and the properties of MQTT 5 beside the payload. */
    private static final int HEADER_BYTES = 2048;

    /** How large a payload that device may send: a network server wraps its sensors' payloads, and has more to say. */
    int payloadBytes(Registration sender) {
        return sender.defaults().containsKey(Message.ENVELOPE)
                ? Math.max(maxPayloadBytes, maxEnvelopeBytes)
                : maxPayloadBytes;
    }

    static int packetBytes(int payloadBytes) {
        return payloadBytes + HEADER_BYTES;
    }

    static MqttSettings of(MqttConfig config) {
        ConfigurationCheck check = new ConfigurationCheck(MqttConfig.PID);
        return new MqttSettings(
                check.address("host", config.host(), "port", config::port),
                check.address("tlsHost", config.tlsHost(), "tlsPort", config::tlsPort),
                check.address("wsHost", config.wsHost(), "wsPort", config::wsPort),
                check.address("wssHost", config.wssHost(), "wssPort", config::wssPort),
                check.whole("maxPayloadSizeBytes", config::maxPayloadSizeBytes, 1, MAX_BYTES),
                check.whole("maxEnvelopeSizeBytes", config::maxEnvelopeSizeBytes, 1, MAX_BYTES),
                check.whole("maxConnections", config::maxConnections, 1, 1_000_000),
                check.whole("maxMessagesUnderWay", config::maxMessagesUnderWay, 1, MAX_WINDOW),
                Duration.ofSeconds(check.whole("connectTimeoutSeconds", config::connectTimeoutSeconds, 1, 600)),
                Duration.ofSeconds(check.whole("idleTimeoutSeconds", config::idleTimeoutSeconds, 0, 7 * 86_400)),
                Duration.ofSeconds(check.whole("sendTimeoutSeconds", config::sendTimeoutSeconds, 1, 3600)),
                Duration.ofMillis(check.whole(
                        "sendMessageToDeviceTimeoutMillis", config::sendMessageToDeviceTimeoutMillis, 1, 60_000)),
                Duration.ofMillis(check.whole("stopTimeoutMillis", config::stopTimeoutMillis, 0, 60_000)),
                check.threads("threads", config::threads));
    }
}
