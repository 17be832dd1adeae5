// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

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
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.borough.thing.BoroughException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open port and the connections that came in by it. */
public final class TcpPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int MAX_READ_BYTES = 16 * 1024;
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final long CLOSE_MILLIS = 1000;

    private final Plan plan;
    private final Ports ports;
    private final EventLoopGroup loops;
    private final ChannelGroup children = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    /**
     * How a port is to be.
     *
     * @param protocol its name for people, for example {@code MQTT}
     * @param pid the configuration that describes it
     * @param threads how many serve its sockets
     * @param stopTimeout how long a close waits for what is under way
     * @param tls the TLS context of a port with TLS
     * @param pipeline adds the protocol's handlers to a new connection, after those of TLS; the one that knows when the
     *     connection is done implements {@link Connection}
     */
    public record Plan(
            String protocol,
            String pid,
            Address address,
            int threads,
            Duration stopTimeout,
            Optional<SslContext> tls,
            Consumer<ChannelPipeline> pipeline) {}

    private TcpPort(Plan plan, Ports ports) {
        this.plan = plan;
        this.ports = ports;
        Address address = plan.address();
        loops = new NioEventLoopGroup(
                plan.threads(),
                new DefaultThreadFactory(
                        "connect-" + plan.protocol().toLowerCase(Locale.ROOT) + "-" + address.portKey()));
        listener = listen(new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ_BYTES))
                .childHandler(new Handlers()));
        String tls = plan.tls().isPresent() ? " (TLS)" : "";
        ports.listening(address.portKey(), address.host() + ":" + port() + tls);
        LOG.info("{}{} devices connect to {}:{}", plan.protocol(), tls, address.host(), port());
    }

    /**
     * Opens the port, or nothing when the configuration wants none.
     *
     * @throws BoroughException when it cannot be opened; the message names the key of the configuration
     */
    public static Optional<TcpPort> open(Plan plan, Ports ports) {
        ports.stopped(plan.address().portKey());
        return plan.address().wanted() ? Optional.of(new TcpPort(plan, ports)) : Optional.empty();
    }

    /** The port that is open, also where any free one was asked for. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Takes no more connections, lets what is under way be done, closes. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(CLOSE_MILLIS);
        CompletableFuture<?>[] stopping = children.stream()
                .flatMap(child -> StreamSupport.stream(child.pipeline().spliterator(), false))
                .map(Map.Entry::getValue)
                .filter(Connection.class::isInstance)
                .map(connection -> ((Connection) connection).stop().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stopping)
                .completeOnTimeout(null, plan.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .join();
        children.close().awaitUninterruptibly(CLOSE_MILLIS);
        stopLoops();
        ports.stopped(plan.address().portKey());
    }

    private Channel listen(ServerBootstrap bootstrap) {
        Address address = plan.address();
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(address.host(), address.port()));
        bound.awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        stopLoops();
        String reason = plan.protocol() + " cannot listen on " + address.host() + ":" + address.port() + " (key "
                + address.portKey() + " of configuration " + plan.pid() + "): " + cause(bound.cause())
                + ". Free the port, or set another one in etc/" + plan.pid() + ".cfg.";
        LOG.error(reason);
        ports.failed(address.portKey(), reason);
        throw new BoroughException(reason, bound.cause());
    }

    private static String cause(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void stopLoops() {
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }

    private final class Handlers extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            children.add(channel);
            ChannelPipeline pipeline = channel.pipeline();
            plan.tls().ifPresent(context -> pipeline.addLast(context.newHandler(channel.alloc())));
            plan.pipeline().accept(pipeline);
        }
    }
}
