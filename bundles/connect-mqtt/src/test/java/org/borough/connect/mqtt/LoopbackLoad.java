// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.borough.endpoint.Notices;
import org.borough.endpoint.Platform;
import org.borough.endpoint.testing.FakeCity;

/**
 * How many QoS 1 messages a second the endpoint takes from 100 connections when everything behind it answers at once.
 * Arguments: messages under way for each connection, seconds. Run it by hand, it is no test.
 */
final class LoopbackLoad {

    private static final int CONNECTIONS = 100;
    private static final byte[] PAYLOAD = new byte[100];

    private LoopbackLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        int window = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        FakeCity city = new FakeCity().register("lamp", Map.of("adapter", "nas:ul20xx:1.0.0"));
        Platform platform = new Platform(
                MqttEndpoint.PROTOCOL,
                message -> FakeCity.now(FakeCity.STORED),
                city,
                city,
                city,
                Notices.Mode.NONE,
                Clock.systemUTC());
        MqttPorts server = new MqttPorts(Running.settings(Map.of()), platform, new MqttConnections(), Optional.empty());
        LongAdder acknowledged = new LongAdder();
        EventLoopGroup loops = new NioEventLoopGroup(1);
        for (int i = 0; i < CONNECTIONS; i++) {
            client(loops, window, acknowledged)
                    .connect("127.0.0.1", server.numbers().get(0))
                    .sync();
        }
        for (int i = 0; i < seconds; i++) {
            long before = acknowledged.sum();
            Duration cpuBefore = cpu();
            loops.awaitTermination(1, TimeUnit.SECONDS);
            long messages = acknowledged.sum() - before;
            double cpuSeconds = cpu().minus(cpuBefore).toNanos() / 1e9;
            System.out.printf(
                    "%d messages/s with %.2f processors, client included: %.0f a processor%n",
                    messages, cpuSeconds, messages / cpuSeconds);
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        server.close();
    }

    /** On a machine that others use too, the time on the processors says more than the time on the wall. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Bootstrap client(EventLoopGroup loops, int window, LongAdder acknowledged) {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new MqttDecoder(), MqttEncoder.INSTANCE, new Client(window, acknowledged));
                    }
                });
    }

    private static final class Client extends SimpleChannelInboundHandler<MqttMessage> {

        private final int window;
        private final LongAdder acknowledged;
        private final ByteBuf payload = Unpooled.wrappedBuffer(PAYLOAD);
        private int lastId;

        Client(int window, LongAdder acknowledged) {
            this.window = window;
            this.acknowledged = acknowledged;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(MqttMessageBuilders.connect()
                    .protocolVersion(MqttVersion.MQTT_3_1_1)
                    .clientId("load")
                    .username("lamp@" + FakeCity.TENANT)
                    .password("secret".getBytes())
                    .build());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
            if (message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
                acknowledged.increment();
                publish(ctx);
            } else {
                for (int i = 0; i < window; i++) {
                    publish(ctx);
                }
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        private void publish(ChannelHandlerContext ctx) {
            lastId = lastId % 60_000 + 1;
            ctx.write(MqttMessageBuilders.publish()
                    .topicName("telemetry/?fport=85")
                    .qos(MqttQoS.AT_LEAST_ONCE)
                    .messageId(lastId)
                    .payload(payload.retainedDuplicate())
                    .build());
        }
    }
}
