// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.TransportException;

/** One MQTT session over one socket. All it does happens on one thread of Netty. */
final class MqttClient {

    private static final int CONNECT_MILLIS = 10_000;

    private final EventLoopGroup loops;
    private final MqttSettings settings;
    private final String clientId;
    private final MqttSession session;
    private final int maxBytes;
    private volatile Channel channel;

    MqttClient(
            EventLoopGroup loops,
            MqttSettings settings,
            String clientId,
            List<MqttSubscription> subscriptions,
            int maxBytes,
            MqttSession.Owner owner) {
        this.loops = loops;
        this.settings = settings;
        this.clientId = clientId;
        this.maxBytes = maxBytes;
        this.session = new MqttSession(settings, clientId, subscriptions, owner);
    }

    CompletionStage<Void> open() {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        prepare(opened);
                    }
                })
                .connect(settings.host(), settings.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        session.failed(TransportException.unavailable("No connection to " + settings.host() + ":"
                                + settings.port() + ": " + connected.cause().getMessage()));
                    }
                });
        return session.opened().whenComplete((nothing, failure) -> {
            if (failure != null) {
                disconnect();
            }
        });
    }

    private void prepare(SocketChannel opened) {
        channel = opened;
        settings.tls().ifPresent(tls -> opened.pipeline().addLast(new SslHandler(engine(tls))));
        long idle = settings.keepAlive().toMillis();
        opened.pipeline()
                .addLast(new MqttDecoder(maxBytes))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new IdleStateHandler(0, idle, 0, TimeUnit.MILLISECONDS))
                .addLast(session);
    }

    private SSLEngine engine(SSLContext tls) {
        SSLEngine engine = tls.createSSLEngine(settings.host(), settings.port());
        engine.setUseClientMode(true);
        if (settings.verifyHost()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    CompletionStage<Receipt> publish(String topic, int qos, External message) {
        CompletableFuture<Receipt> arrived = new CompletableFuture<>();
        Channel open = channel;
        if (open == null) {
            arrived.completeExceptionally(TransportException.unavailable("There is no connection to the broker."));
        } else {
            open.eventLoop().execute(() -> session.publish(topic, qos, message, arrived));
        }
        return arrived;
    }

    void reading(boolean on) {
        Channel open = channel;
        if (open != null) {
            session.reading(on);
            open.config().setAutoRead(on);
        }
    }

    /** Breaks the connection, so that the broker sends again what was not acknowledged. */
    void breakOff() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    void disconnect() {
        session.leave();
        Channel open = channel;
        if (open != null) {
            open.writeAndFlush(Packets.simple(MqttMessageType.DISCONNECT)).addListener(sent -> open.close());
        }
    }

    @Override
    public String toString() {
        return clientId + " at " + settings.host() + ":" + settings.port();
    }
}
