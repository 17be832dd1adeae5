// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.BoroughException;
import org.osgi.service.component.ComponentException;

/** The configuration, checked. */
record HttpSettings(
        Address plain,
        Address tls,
        int maxPayloadBytes,
        int maxEnvelopeBytes,
        int maxConnections,
        Duration readTimeout,
        Duration idleTimeout,
        int maxTtdSeconds,
        String corsOrigin,
        Duration stopTimeout,
        int threads) {

    private static final int MAX_PORT = 65_535;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String PORTS = "a port from 1 to 65535, 0 for any free one, -1 for none";

    /** An address to listen on, and the configuration key of its port. */
    record Address(String host, int port, String portKey) {

        boolean wanted() {
            return port >= 0;
        }
    }

    /** No request waits longer for a command, or it could pass for an idle connection. */
    int ttdCeilingSeconds() {
        return (int) idleTimeout.toSeconds() * 4 / 5;
    }

    /** How large a payload that device may send: a network server wraps its sensors' payloads, and has more to say. */
    int payloadBytes(Registration sender) {
        return sender.defaults().containsKey(Message.ENVELOPE)
                ? Math.max(maxPayloadBytes, maxEnvelopeBytes)
                : maxPayloadBytes;
    }

    static HttpSettings of(HttpConfig config) {
        int idleSeconds = whole("idleTimeoutSeconds", config::idleTimeoutSeconds, 1, 86_400);
        return new HttpSettings(
                address("host", config.host(), "port", config::port),
                address("tlsHost", config.tlsHost(), "tlsPort", config::tlsPort),
                whole("maxPayloadSizeBytes", config::maxPayloadSizeBytes, 1, 64 * MEBIBYTE),
                whole("maxEnvelopeSizeBytes", config::maxEnvelopeSizeBytes, 1, 64 * MEBIBYTE),
                whole("maxConnections", config::maxConnections, 1, 1_000_000),
                Duration.ofSeconds(whole("readTimeoutSeconds", config::readTimeoutSeconds, 1, 3600)),
                Duration.ofSeconds(idleSeconds),
                whole("maxTtdSeconds", config::maxTtdSeconds, 0, 86_400),
                origin(config.corsAllowedOrigin()),
                Duration.ofMillis(whole("stopTimeoutMillis", config::stopTimeoutMillis, 0, 60_000)),
                threads(whole("threads", config::threads, 0, 256)));
    }

    private static int threads(int configured) {
        return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
    }

    private static String origin(String origin) {
        if (origin == null || !origin.matches("\\*|[a-z][a-z0-9+.-]*://[^\\s/]+")) {
            throw invalid("corsAllowedOrigin", "'" + origin + "'", "* or an origin such as https://city.example");
        }
        return origin;
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
        return new BoroughException(HttpConfig.PID + ": " + key + " is " + found + "; allowed is " + allowed + ".");
    }
}
