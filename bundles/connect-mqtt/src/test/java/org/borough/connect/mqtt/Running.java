// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An endpoint on a free port, for one test. */
final class Running implements AutoCloseable {

    final FakeCity city = new FakeCity();
    final MqttConnections connections = new MqttConnections();
    private final MqttServer server;

    Running() {
        this(settings -> settings, Optional.empty());
    }

    Running(UnaryOperator<MqttSettings> adjust, Optional<SslContext> tls) {
        MqttSettings settings = adjust.apply(settings(0));
        server = MqttServer.open(settings.plain(), settings, city.platform(), connections, tls)
                .orElseThrow();
    }

    static MqttSettings settings(int port) {
        MqttSettings.Address address = new MqttSettings.Address("127.0.0.1", port, "port");
        return new MqttSettings(
                address,
                address,
                2048,
                65_536,
                100,
                16,
                Duration.ofSeconds(5),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                1);
    }

    static MqttSettings limited(MqttSettings s, int maxConnections, Duration connect, Duration idle) {
        return new MqttSettings(
                s.plain(),
                s.tls(),
                s.maxPayloadBytes(),
                s.maxEnvelopeBytes(),
                maxConnections,
                s.window(),
                connect,
                idle,
                s.commandTimeout(),
                s.stopTimeout(),
                s.threads());
    }

    int port() {
        return server.port();
    }

    String uri() {
        return "tcp://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.close();
    }
}
