// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.time.Duration;
import org.borough.endpoint.Address;
import org.borough.endpoint.ConfigurationCheck;

/** The configuration, checked. */
record CoapSettings(
        Address dtls,
        int maxPayloadBytes,
        int maxConnections,
        int staleSeconds,
        int maxRequestsPerDevice,
        int ackTimeoutMillis,
        int maxTtdSeconds,
        String keystore,
        String keystorePasswordFile,
        Duration stopTimeout,
        int threads) {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int NONE = -1;

    static CoapSettings of(CoapPortConfig config) {
        ConfigurationCheck check = new ConfigurationCheck(CoapPortConfig.PID);
        if (check.whole("port", config::port, NONE, Integer.MAX_VALUE) != NONE) {
            throw check.invalid(
                    "port", Integer.toString(config.port()), "-1: without DTLS no device can prove who it is");
        }
        if (!config.keystore().isBlank() && config.keystorePasswordFile().isBlank()) {
            throw check.invalid(
                    "keystorePasswordFile", "empty", "the file that holds the password of " + config.keystore());
        }
        return new CoapSettings(
                check.address("dtlsHost", config.dtlsHost(), "dtlsPort", config::dtlsPort),
                check.whole("maxPayloadSizeBytes", config::maxPayloadSizeBytes, 16, MEBIBYTE),
                check.whole("maxConnections", config::maxConnections, 1, 1_000_000),
                check.whole("staleSeconds", config::staleSeconds, 1, 86_400),
                check.whole("maxRequestsPerDevice", config::maxRequestsPerDevice, 1, 1000),
                check.whole("ackTimeoutMillis", config::ackTimeoutMillis, NONE, 60_000),
                check.whole("maxTtdSeconds", config::maxTtdSeconds, 0, 3600),
                config.keystore().strip(),
                config.keystorePasswordFile().strip(),
                Duration.ofMillis(check.whole("stopTimeoutMillis", config::stopTimeoutMillis, 0, 60_000)),
                check.threads("threads", config::threads));
    }
}
