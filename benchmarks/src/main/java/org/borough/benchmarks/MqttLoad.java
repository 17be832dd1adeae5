// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Publishes with QoS 1 from many connections, each with a window of unacknowledged messages, and measures the time to
 * the PUBACK. Arguments: {@code port}, {@code connections}, {@code window}, {@code seconds}, {@code warmup},
 * {@code topic}, {@code password}, {@code rate} (messages a second in all; 0: as fast as it goes), and
 * {@code listen=true} with {@code api} and {@code passwordFile} to follow one device's twin (the one in
 * tenant {@code watch}) by WebSocket.
 */
public final class MqttLoad {

    private MqttLoad() {}

    /** Runs it. */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        Histogram acknowledged = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
        LoadClock clock = new LoadClock(arguments.number("warmup", 5), arguments.number("seconds", 15));
        EventLoopGroup group = new NioEventLoopGroup(1);
        try (Listening listening = Listening.when(arguments, clock)) {
            List<Channel> channels = connect(arguments, group, acknowledged, clock, listening);
            clock.awaitEnd();
            channels.forEach(Channel::close);
            print(arguments, acknowledged, clock, listening);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static List<Channel> connect(
            Arguments arguments, EventLoopGroup group, Histogram histogram, LoadClock clock, Listening listening)
            throws InterruptedException {
        int connections = arguments.number("connections", 100);
        long pauseNanos = arguments.number("rate", 0) == 0
                ? 0
                : TimeUnit.SECONDS.toNanos(1) * connections / arguments.number("rate", 0);
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Publisher publisher = new Publisher(
                    "dev-" + i + '@' + (i == 0 && listening != Listening.NOT ? "watch" : "bench"),
                    arguments.text("password", ""),
                    arguments.text("topic", "telemetry/?fport=14"),
                    new Publisher.Pace(arguments.number("window", 10), pauseNanos),
                    histogram,
                    clock,
                    i == 0 ? listening : Listening.NOT);
            channels.add(new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new MqttDecoder(), MqttEncoder.INSTANCE, publisher);
                        }
                    })
                    .connect("127.0.0.1", arguments.number("port", 1883))
                    .sync()
                    .channel());
        }
        return channels;
    }

    private static void print(Arguments arguments, Histogram acks, LoadClock clock, Listening listening) {
        System.out.printf(
                Locale.ROOT,
                "{\"connections\":%d,\"window\":%d,\"messagesPerSecond\":%.0f,\"ackP50Millis\":%.2f,\"ackP99Millis\":%.2f,"
                        + "\"listenerP50Millis\":%.2f,\"listenerP99Millis\":%.2f,\"listenerSamples\":%d}%n",
                arguments.number("connections", 100),
                arguments.number("window", 10),
                acks.getTotalCount() / clock.seconds(),
                acks.getValueAtPercentile(50) / 1e6,
                acks.getValueAtPercentile(99) / 1e6,
                listening.millisAt(50),
                listening.millisAt(99),
                listening.samples());
    }
}
