// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.borough.endpoint.Address;
import org.borough.endpoint.Platform;
import org.borough.endpoint.TcpPort;
import org.borough.thing.BoroughException;

/** The two ports that have TLS in common, or the lack of it: MQTT itself and MQTT over WebSocket. */
final class MqttPorts implements AutoCloseable {

    private final List<TcpPort> open = new ArrayList<>();

    /** Opens those that the configuration wants; both or none. */
    MqttPorts(MqttSettings settings, Platform platform, MqttConnections connections, Optional<SslContext> tls) {
        Address mqtt = tls.isPresent() ? settings.tls() : settings.plain();
        Address webSocket = tls.isPresent() ? settings.webSocketTls() : settings.webSocket();
        try {
            open(plan("MQTT", mqtt, settings, tls, new MqttPipeline(platform, settings, connections)), connections);
            WebSocketPipeline wrapped = new WebSocketPipeline(new MqttPipeline(platform, settings, connections));
            open(plan("MQTT-WebSocket", webSocket, settings, tls, wrapped), connections);
        } catch (BoroughException e) {
            close();
            throw e;
        }
    }

    private void open(TcpPort.Plan plan, MqttConnections connections) {
        TcpPort.open(plan, connections.ports()).ifPresent(open::add);
    }

    private static TcpPort.Plan plan(
            String name,
            Address address,
            MqttSettings settings,
            Optional<SslContext> tls,
            Consumer<ChannelPipeline> pipeline) {
        return new TcpPort.Plan(
                name, MqttConfig.PID, address, settings.threads(), settings.stopTimeout(), tls, pipeline);
    }

    /** The numbers of the open ports. */
    List<Integer> numbers() {
        return open.stream().map(TcpPort::port).toList();
    }

    @Override
    public void close() {
        open.forEach(TcpPort::close);
    }
}
