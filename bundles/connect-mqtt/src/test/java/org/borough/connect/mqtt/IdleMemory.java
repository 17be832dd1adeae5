// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.endpoint.Tls;
import org.borough.endpoint.testing.FakeCity;
import org.borough.endpoint.testing.TestTls;

/**
 * What idle connections cost, each with a command subscription, after one message. Run by hand, in two processes:
 * {@code server [tls]} prints its port and then the memory for every line it reads; {@code clients port number [tls]}.
 */
final class IdleMemory {

    private IdleMemory() {}

    public static void main(String[] arguments) throws Exception {
        boolean tls = List.of(arguments).contains("tls");
        if (arguments[0].equals("server")) {
            serve(tls);
        } else {
            connect(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), tls);
        }
    }

    private static void serve(boolean tls) throws Exception {
        Optional<SslContext> context = tls
                ? Optional.of(Tls.context(TestTls.named(Files.createTempDirectory("idle"), "localhost")))
                : Optional.empty();
        FakeCity city = new FakeCity().register("lamp");
        try (Running endpoint =
                new Running(city, Map.of("maxConnections", 50_000, "connectTimeoutSeconds", 120), context)) {
            System.out.println("port " + endpoint.port());
            while (System.in.read() >= 0) {
                city.messages.clear();
                report(endpoint.connections.table().size());
            }
        }
    }

    private static void report(long connections) throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = 0;
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            direct += pool.getMemoryUsed();
        }
        long pooled = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        long resident = Files.readAllLines(java.nio.file.Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .sum();
        System.out.printf(
                "%d connections: heap %d kB, buffers %d kB, pool %d kB, resident %d kB%n",
                connections, heap / 1024, direct / 1024, pooled / 1024, resident);
    }

    private static void connect(int port, int number, boolean tls) throws Exception {
        Optional<SslContext> context = tls
                ? Optional.of(SslContextBuilder.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .build())
                : Optional.empty();
        AtomicInteger ready = new AtomicInteger();
        EventLoopGroup loops = new NioEventLoopGroup(1);
        Bootstrap bootstrap =
                new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(new Dialer(context, ready));
        for (int i = 0; i < number; i++) {
            bootstrap.connect("127.0.0.1", port).sync();
            while (ready.get() < i - 200) {
                loops.awaitTermination(5, TimeUnit.MILLISECONDS);
            }
        }
        while (ready.get() < number) {
            loops.awaitTermination(100, TimeUnit.MILLISECONDS);
        }
        System.out.println("ready " + ready);
        System.in.read();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static final class Dialer extends ChannelInitializer<SocketChannel> {

        private final Optional<SslContext> tls;
        private final AtomicInteger ready;

        Dialer(Optional<SslContext> tls, AtomicInteger ready) {
            this.tls = tls;
            this.ready = ready;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
            channel.pipeline().addLast(new MqttDecoder(), MqttEncoder.INSTANCE, new Idler(ready));
        }
    }

    private static final class Idler extends SimpleChannelInboundHandler<MqttMessage> {

        private final AtomicInteger ready;

        Idler(AtomicInteger ready) {
            this.ready = ready;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.write(Packets.connect(MqttVersion.MQTT_3_1_1, "lamp", "secret"));
            ctx.write(Packets.subscribe("c///q/#"));
            ctx.writeAndFlush(Packets.publish("t", 1, "x".repeat(100)));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
            if (message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
                ready.incrementAndGet();
            }
        }
    }
}
