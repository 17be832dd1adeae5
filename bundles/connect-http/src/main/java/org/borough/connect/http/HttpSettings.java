// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.time.Duration;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.endpoint.Address;
import org.borough.endpoint.ConfigurationCheck;

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

    private static final int MEBIBYTE = 1024 * 1024;

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
        ConfigurationCheck check = new ConfigurationCheck(HttpConfig.PID);
        return new HttpSettings(
                check.address("host", config.host(), "port", config::port),
                check.address("tlsHost", config.tlsHost(), "tlsPort", config::tlsPort),
                check.whole("maxPayloadSizeBytes", config::maxPayloadSizeBytes, 1, 64 * MEBIBYTE),
                check.whole("maxEnvelopeSizeBytes", config::maxEnvelopeSizeBytes, 1, 64 * MEBIBYTE),
                check.whole("maxConnections", config::maxConnections, 1, 1_000_000),
                Duration.ofSeconds(check.whole("readTimeoutSeconds", config::readTimeoutSeconds, 1, 3600)),
                Duration.ofSeconds(check.whole("idleTimeoutSeconds", config::idleTimeoutSeconds, 1, 86_400)),
                check.whole("maxTtdSeconds", config::maxTtdSeconds, 0, 86_400),
                origin(check, config.corsAllowedOrigin()),
                Duration.ofMillis(check.whole("stopTimeoutMillis", config::stopTimeoutMillis, 0, 60_000)),
                check.threads("threads", config::threads));
    }

    private static String origin(ConfigurationCheck check, String origin) {
        if (origin == null || !origin.matches("\\*|[a-z][a-z0-9+.-]*://[^\\s/]+")) {
            throw check.invalid("corsAllowedOrigin", "'" + origin + "'", "* or an origin such as https://city.example");
        }
        return origin;
    }
}
