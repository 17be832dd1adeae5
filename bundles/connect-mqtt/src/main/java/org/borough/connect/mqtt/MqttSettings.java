// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.BoroughException;
import org.osgi.service.component.ComponentException;

/** The configuration, checked. */
record MqttSettings(
        Address plain,
        Address tls,
        int maxPayloadBytes,
        int maxEnvelopeBytes,
        int maxConnections,
        int window,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration commandTimeout,
        Duration stopTimeout,
        int threads) {

    private static final int MAX_PORT = 65_535;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String PORTS = "a port from 1 to 65535, 0 for any free one, -1 for none";

    /** An address to listen on, and the configuration keys it came from. */
    record Address(String host, int port, String portKey) {

        boolean wanted() {
            return port >= 0;
        }
    }

    /** How large a payload that device may send: a network server wraps its sensors' payloads, and has more to say. */
    int payloadBytes(Registration sender) {
        return sender.defaults().containsKey(Message.ENVELOPE)
                ? Math.max(maxPayloadBytes, maxEnvelopeBytes)
                : maxPayloadBytes;
    }

    static MqttSettings of(MqttConfig config) {
        return new MqttSettings(
                address("host", config.host(), "port", config::port),
                address("tlsHost", config.tlsHost(), "tlsPort", config::tlsPort),
                whole("maxPayloadSizeBytes", config::maxPayloadSizeBytes, 1, 16 * MEBIBYTE),
                whole("maxEnvelopeSizeBytes", config::maxEnvelopeSizeBytes, 1, 16 * MEBIBYTE),
                whole("maxConnections", config::maxConnections, 1, 1_000_000),
                whole("maxMessagesUnderWay", config::maxMessagesUnderWay, 1, MAX_PORT),
                Duration.ofSeconds(whole("connectTimeoutSeconds", config::connectTimeoutSeconds, 1, 600)),
                Duration.ofSeconds(whole("idleTimeoutSeconds", config::idleTimeoutSeconds, 0, 7 * 86_400)),
                Duration.ofMillis(
                        whole("sendMessageToDeviceTimeoutMillis", config::sendMessageToDeviceTimeoutMillis, 1, 60_000)),
                Duration.ofMillis(whole("stopTimeoutMillis", config::stopTimeoutMillis, 0, 60_000)),
                threads(whole("threads", config::threads, 0, 256)));
    }

    private static int threads(int configured) {
        return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
    }

    private static Address address(String hostKey, String host, String portKey, IntSupplier port) {
        if (host == null || host.isBlank()) {
            throw invalid(hostKey, "empty", "a host name or an address such as 127.0.0.1 or 0.0.0.0");
        }
        return new Address(host.strip(), whole(portKey, port, -1, MAX_PORT, PORTS), portKey);
    }

    private static int whole(String key, IntSupplier value, int min, int max) {
        return whole(key, value, min, max, "a whole number from " + min + " to " + max);
    }

    private static int whole(String key, IntSupplier value, int min, int max, String allowed) {
        int number;
        try {
            number = value.getAsInt();
        } catch (ComponentException | NumberFormatException e) {
            throw invalid(key, "not a whole number", allowed);
        }
        if (number < min || number > max) {
            throw invalid(key, Integer.toString(number), allowed);
        }
        return number;
    }

    private static BoroughException invalid(String key, String found, String allowed) {
        return new BoroughException(MqttConfig.PID + ": " + key + " is " + found + "; allowed is " + allowed + ".");
    }
}
