// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.thing.BoroughException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open port and the connections that came in by it. */
final class MqttServer {

    /** The name of the handler that takes packets from bytes. */
    static final String DECODER = "decoder";

    private static final Logger LOG = LoggerFactory.getLogger(MqttServer.class);

    /** Room for topic, property bag and the properties of MQTT 5 beside the payload. */
    private static final int HEADER_BYTES = 2048;

    private static final int MAX_CLIENT_ID_LENGTH = 1024;
    private static final int MAX_READ_BYTES = 16 * 1024;
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final long CLOSE_MILLIS = 1000;

    private final MqttSettings.Address address;
    private final MqttSettings settings;
    private final MqttConnections connections;
    private final EventLoopGroup loops;
    private final ChannelGroup children = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private MqttServer(
            MqttSettings.Address address,
            MqttSettings settings,
            Platform platform,
            MqttConnections connections,
            Optional<SslContext> tls) {
        this.address = address;
        this.settings = settings;
        this.connections = connections;
        loops = new NioEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("connect-mqtt-" + address.portKey()));
        listener = listen(new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ_BYTES))
                .childHandler(new Pipeline(platform, tls)));
        connections.listening(address.portKey(), address.host() + ":" + port() + (tls.isPresent() ? " (TLS)" : ""));
        LOG.info("MQTT{} devices connect to {}:{}", tls.isPresent() ? " over TLS:" : ":", address.host(), port());
    }

    /** Opens the port, or nothing when the configuration wants none. */
    static Optional<MqttServer> open(
            MqttSettings.Address address,
            MqttSettings settings,
            Platform platform,
            MqttConnections connections,
            Optional<SslContext> tls) {
        connections.stopped(address.portKey());
        return address.wanted()
                ? Optional.of(new MqttServer(address, settings, platform, connections, tls))
                : Optional.empty();
    }

    static int packetBytes(int payloadBytes) {
        return payloadBytes + HEADER_BYTES;
    }

    static MqttDecoder decoder(int payloadBytes) {
        return new MqttDecoder(packetBytes(payloadBytes), MAX_CLIENT_ID_LENGTH);
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Takes no more connections, lets messages under way be acknowledged, closes. */
    void close() {
        listener.close().awaitUninterruptibly(CLOSE_MILLIS);
        CompletableFuture<?>[] stopping = children.stream()
                .map(child -> child.pipeline().get(MqttConnection.class))
                .filter(connection -> connection != null)
                .map(connection -> connection.stop().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stopping)
                .completeOnTimeout(null, settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .join();
        children.close().awaitUninterruptibly(CLOSE_MILLIS);
        stopLoops();
        connections.stopped(address.portKey());
    }

    private Channel listen(ServerBootstrap bootstrap) {
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(address.host(), address.port()));
        bound.awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        stopLoops();
        String reason = "MQTT cannot listen on " + address.host() + ":" + address.port() + " (key "
                + address.portKey() + " of configuration " + MqttConfig.PID + "): " + cause(bound.cause())
                + ". Free the port, or set another one in etc/" + MqttConfig.PID + ".cfg.";
        LOG.error(reason);
        connections.failed(address.portKey(), reason);
        throw new BoroughException(reason, bound.cause());
    }

    private static String cause(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void stopLoops() {
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }

    private final class Pipeline extends ChannelInitializer<Channel> {

        private final Platform platform;
        private final Optional<SslContext> tls;

        Pipeline(Platform platform, Optional<SslContext> tls) {
            this.platform = platform;
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel channel) {
            children.add(channel);
            ChannelPipeline pipeline = channel.pipeline();
            tls.ifPresent(context -> pipeline.addLast(context.newHandler(channel.alloc())));
            // Who has not proven who it is may send no more than anybody.
            pipeline.addLast(DECODER, decoder(settings.maxPayloadBytes()));
            pipeline.addLast(MqttEncoder.INSTANCE, new MqttConnection(platform, settings, connections));
        }
    }
}
