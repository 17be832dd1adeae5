// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.time.Duration;
import java.util.Optional;
import org.borough.endpoint.Address;
import org.borough.endpoint.testing.FakeCity;

/** An endpoint on a free port, for one test. */
final class Running implements AutoCloseable {

    final FakeCity city = new FakeCity();
    final CoapPeers peers = new CoapPeers();
    private final DtlsPort port;

    Running() {
        this(settings(100, 16, 500), Optional.empty());
    }

    Running(CoapSettings settings, Optional<ServerKey> key) {
        port = DtlsPort.open(settings, city.platform(DtlsPort.PROTOCOL), peers, key)
                .orElseThrow();
    }

    static CoapSettings settings(int maxConnections, int maxRequests, int ackMillis) {
        return settings(0, maxConnections, maxRequests, ackMillis);
    }

    static CoapSettings settings(int port, int maxConnections, int maxRequests, int ackMillis) {
        return settings(port, maxConnections, 1, maxRequests, ackMillis);
    }

    /** One that takes no association for silent. */
    static CoapSettings patient(int maxConnections) {
        return settings(0, maxConnections, 3600, 16, 500);
    }

    private static CoapSettings settings(
            int port, int maxConnections, int staleSeconds, int maxRequests, int ackMillis) {
        return new CoapSettings(
                new Address("127.0.0.1", port, "dtlsPort"),
                2048,
                maxConnections,
                staleSeconds,
                maxRequests,
                ackMillis,
                60,
                "",
                "",
                Duration.ofMillis(500),
                2);
    }

    int port() {
        return port.port();
    }

    /** A device of the city with its right key. */
    CoapDevice device(String id) {
        return CoapDevice.withKey(port(), id + "@" + FakeCity.TENANT, "key");
    }

    @Override
    public void close() {
        port.close();
    }
}
