// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

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
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
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
final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int MAX_READ_BYTES = 16 * 1024;
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final long CLOSE_MILLIS = 1000;

    private final HttpSettings.Address address;
    private final HttpSettings settings;
    private final HttpConnections connections;
    private final EventLoopGroup loops;
    private final ChannelGroup children = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private HttpServer(
            HttpSettings.Address address,
            HttpSettings settings,
            Platform platform,
            HttpConnections connections,
            Optional<SslContext> tls) {
        this.address = address;
        this.settings = settings;
        this.connections = connections;
        loops = new NioEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("connect-http-" + address.portKey()));
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
        LOG.info("HTTP{} devices connect to {}:{}", tls.isPresent() ? " over TLS:" : ":", address.host(), port());
    }

    /** Opens the port, or nothing when the configuration wants none. */
    static Optional<HttpServer> open(
            HttpSettings.Address address,
            HttpSettings settings,
            Platform platform,
            HttpConnections connections,
            Optional<SslContext> tls) {
        connections.stopped(address.portKey());
        return address.wanted()
                ? Optional.of(new HttpServer(address, settings, platform, connections, tls))
                : Optional.empty();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Takes no more connections, lets messages under way be acknowledged, closes. */
    void close() {
        listener.close().awaitUninterruptibly(CLOSE_MILLIS);
        CompletableFuture<?>[] stopping = children.stream()
                .map(child -> child.pipeline().get(HttpConnection.class))
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
        String reason = "HTTP cannot listen on " + address.host() + ":" + address.port() + " (key "
                + address.portKey() + " of configuration " + HttpConfig.PID + "): " + cause(bound.cause())
                + ". Free the port, or set another one in etc/" + HttpConfig.PID + ".cfg.";
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
            SlowClientGuard guard = new SlowClientGuard(settings.readTimeout());
            Login login = new Login(platform, connections);
            BodyGate gate = new BodyGate(platform, settings, login);
            pipeline.addLast(
                    new IdleStateHandler(0, 0, settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS),
                    guard,
                    new HttpServerCodec(),
                    gate);
            pipeline.addLast(BodyGate.LIMIT, new BodyLimit(settings.maxPayloadBytes()));
            pipeline.addLast(new HttpConnection(platform, settings, connections, login, gate, guard));
        }
    }
}
