// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Publishes from many connections, each with a window of unacknowledged messages, and measures the time to the PUBACK.
 * Arguments: {@code port}, {@code tls=true}, {@code connections}, {@code qos}, {@code window}, {@code seconds},
 * {@code warmup}, {@code topic}, {@code password}, {@code rate} (messages a second in all; 0: as fast as it goes),
 * {@code listen=true} with {@code api} and {@code passwordFile} to follow one device's twin (the one in tenant
 * {@code watch}) by WebSocket, and {@code flooders} (further connections that publish with QoS 0 without any pause).
 * With {@code api} it counts how many messages became durable.
 */
public final class MqttLoad {

    /** How many connections may be on their way at a time; more would only wait in the server's backlog. */
    private static final int AT_ONCE = 50;

    private final Arguments arguments;
    private final Histogram acknowledged = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final Semaphore dialling = new Semaphore(AT_ONCE);
    private final LongAdder offered = new LongAdder();
    private final LongAdder flooded = new LongAdder();
    private final LoadClock clock;

    private MqttLoad(Arguments arguments) {
        this.arguments = arguments;
        this.clock = new LoadClock(arguments.number("warmup", 5), arguments.number("seconds", 15));
    }

    /** Runs it. */
    public static void main(String... args) throws Exception {
        new MqttLoad(Arguments.of(args)).run();
    }

    private void run() throws Exception {
        EventLoopGroup group = new NioEventLoopGroup(1);
        EventLoopGroup flood = new NioEventLoopGroup(1);
        try (Listening listening = Listening.when(arguments, clock)) {
            Revisions revisions = Revisions.when(arguments);
            List<Channel> channels = connect(group, listening);
            channels.addAll(flooders(flood));
            if (!dialling.tryAcquire(AT_ONCE, 60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not all connections were answered within a minute");
            }
            clock.start();
            clock.awaitBegin();
            long before = revisions.sum();
            clock.awaitEnd();
            long after = revisions.sum();
            channels.forEach(Channel::close);
            print(listening, after - before);
        } finally {
            flood.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private List<Channel> connect(EventLoopGroup group, Listening listening) throws Exception {
        int connections = arguments.number("connections", 100);
        int rate = arguments.number("rate", 0);
        long pauseNanos = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * connections / rate;
        MqttQoS qos = MqttQoS.valueOf(arguments.number("qos", 1));
        Publisher.Pace pace = new Publisher.Pace(qos, arguments.number("window", 10), pauseNanos);
        Dial dial = Dial.of(arguments, group);
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String tenant = i == 0 && listening != Listening.NOT ? "watch" : "bench";
            Listening follows = i == 0 ? listening : Listening.NOT;
            dialling.acquire();
            channels.add(dial.connect(publisher("dev-" + i + '@' + tenant, pace, offered, follows)));
        }
        return channels;
    }

    private List<Channel> flooders(EventLoopGroup group) throws Exception {
        Dial dial = Dial.of(arguments, group);
        Publisher.Pace pace = new Publisher.Pace(MqttQoS.AT_MOST_ONCE, 10, 0);
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < arguments.number("flooders", 0); i++) {
            dialling.acquire();
            channels.add(dial.connect(publisher("dev-" + i + "@flood", pace, flooded, Listening.NOT)));
        }
        return channels;
    }

    private Publisher publisher(String user, Publisher.Pace pace, LongAdder counter, Listening listening) {
        return new Publisher(
                user,
                arguments.text("password", ""),
                arguments.text("topic", "telemetry/?fport=14"),
                pace,
                acknowledged,
                clock,
                counter,
                dialling,
                listening);
    }

    private void print(Listening listening, long durable) {
        System.out.printf(
                Locale.ROOT,
                "{\"connections\":%d,\"window\":%d,\"messagesPerSecond\":%.0f,\"ackP50Millis\":%.2f,\"ackP99Millis\":%.2f,"
                        + "\"offeredPerSecond\":%.0f,\"floodedPerSecond\":%.0f,\"durablePerSecond\":%.0f,"
                        + "\"listenerP50Millis\":%.2f,\"listenerP99Millis\":%.2f,\"listenerSamples\":%d}%n",
                arguments.number("connections", 100),
                arguments.number("window", 10),
                acknowledged.getTotalCount() / clock.seconds(),
                acknowledged.getValueAtPercentile(50) / 1e6,
                acknowledged.getValueAtPercentile(99) / 1e6,
                offered.sum() / clock.seconds(),
                flooded.sum() / clock.seconds(),
                durable / clock.seconds(),
                listening.millisAt(50),
                listening.millisAt(99),
                listening.samples());
    }
}
