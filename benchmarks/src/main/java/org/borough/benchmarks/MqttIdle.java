// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds connections open that say nothing. Arguments: {@code port}, {@code tls}, {@code connections}, {@code devices}
 * (they share so many devices), {@code password}, {@code ready} (a file that is made when all are connected) and
 * {@code seconds} (how long they stay at most; deleting the file ends it).
 */
public final class MqttIdle extends SimpleChannelInboundHandler<MqttMessage> {

    private static final int AT_ONCE = 50;

    private final String user;
    private final String password;
    private final CountDownLatch connected;
    private final Semaphore dialling;

    private MqttIdle(String user, String password, CountDownLatch connected, Semaphore dialling) {
        this.user = user;
        this.password = password;
        this.connected = connected;
        this.dialling = dialling;
    }

    /** Runs it. */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        int connections = arguments.number("connections", 10_000);
        CountDownLatch connected = new CountDownLatch(connections);
        Semaphore dialling = new Semaphore(AT_ONCE);
        EventLoopGroup group = new NioEventLoopGroup(1);
        Dial dial = Dial.of(arguments, group);
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            dialling.acquire();
            String user = "dev-" + i % arguments.number("devices", 100) + "@bench";
            channels.add(dial.connect(new MqttIdle(user, arguments.text("password"), connected, dialling)));
        }
        if (!connected.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(connected.getCount() + " connections were not accepted within a minute");
        }
        Path ready = Files.createFile(Path.of(arguments.text("ready")));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(arguments.number("seconds", 60));
        CountDownLatch never = new CountDownLatch(1);
        while (Files.exists(ready) && System.nanoTime() < end) {
            never.await(200, TimeUnit.MILLISECONDS);
        }
        long open = channels.stream().filter(Channel::isActive).count();
        System.out.println("{\"open\":" + open + "}");
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId(context.channel().id().asShortText())
                .cleanSession(true)
                .keepAlive(600)
                .username(user)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (message.fixedHeader().messageType() == MqttMessageType.CONNACK) {
            dialling.release();
            connected.countDown();
        }
    }
}
