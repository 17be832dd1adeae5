// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
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
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Takes everything from a broker with QoS 1, so that the relay it is compared with delivers too. */
public final class MqttSubscriber extends SimpleChannelInboundHandler<MqttMessage> {

    private final LongAdder received = new LongAdder();

    /** Arguments: {@code port}, {@code seconds}. */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        MqttSubscriber subscriber = new MqttSubscriber();
        EventLoopGroup group = new NioEventLoopGroup(1);
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline().addLast(new MqttDecoder(), MqttEncoder.INSTANCE, subscriber);
                    }
                })
                .connect("127.0.0.1", arguments.number("port", 1883))
                .sync()
                .channel();
        channel.closeFuture().await(arguments.number("seconds", 20), TimeUnit.SECONDS);
        System.out.println("{\"received\":" + subscriber.received.sum() + "}");
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId("sink")
                .cleanSession(true)
                .keepAlive(60)
                .build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        MqttMessageType type = message.fixedHeader().messageType();
        if (type == MqttMessageType.CONNACK) {
            context.writeAndFlush(MqttMessageBuilders.subscribe()
                    .messageId(1)
                    .addSubscription(MqttQoS.AT_LEAST_ONCE, "#")
                    .build());
        } else if (message instanceof MqttPublishMessage publish) {
            received.increment();
            context.write(MqttMessageBuilders.pubAck()
                    .packetId(publish.variableHeader().packetId())
                    .build());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }
}
