// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.ssl.SslContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.borough.endpoint.testing.FakeCity;

/** An endpoint on a free port, for one test. */
final class Running implements AutoCloseable {

    private static final Map<String, Object> FOR_TESTS = Map.of(
            "port", 0,
            "tlsHost", "127.0.0.1",
            "tlsPort", 0,
            "maxConnections", 100,
            "maxMessagesUnderWay", 16,
            "connectTimeoutSeconds", 5,
            "stopTimeoutMillis", 500,
            "threads", 1);

    final FakeCity city;
    final MqttConnections connections = new MqttConnections();
    private final MqttPorts open;

    Running() {
        this(Map.of());
    }

    Running(Map<String, Object> changed) {
        this(new FakeCity(), changed, Optional.empty());
    }

    Running(FakeCity city, Map<String, Object> changed, Optional<SslContext> tls) {
        this.city = city;
        open = new MqttPorts(settings(changed), city.platform(MqttEndpoint.PROTOCOL), connections, tls);
    }

    static MqttSettings settings(Map<String, Object> changed) {
        Map<String, Object> values = new HashMap<>(FOR_TESTS);
        values.putAll(changed);
        return MqttSettings.of(config(values));
    }

    static MqttConfig config(Map<String, Object> values) {
        return (MqttConfig) Proxy.newProxyInstance(
                MqttConfig.class.getClassLoader(),
                new Class<?>[] {MqttConfig.class, Annotation.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    int port() {
        return open.numbers().get(0);
    }

    int webSocketPort() {
        return open.numbers().get(open.numbers().size() - 1);
    }

    String uri() {
        return "tcp://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        open.close();
    }
}
