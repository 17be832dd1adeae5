// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.borough.rig.Broker;
import org.borough.rig.HonoPeer;

/**
 * A real Kafka beside the city, with Hono's own clients at the other end. Arguments: {@code mode}, {@code api},
 * {@code passwordFile}, {@code password}, {@code etc} (the city's configuration) and those of {@link MqttLoad}.
 *
 * <p>{@code mode=behind}: messages of {@code d1 … d100} of tenant {@code kafka}, as a Hono writes them, until they are
 * durable in their twins ({@code count} of each). {@code mode=northbound}: commands of an application to
 * {@code dev-0@lamps} and back ({@code count} of them), then the load of {@link MqttLoad} with every uplink mirrored.
 */
public final class KafkaLoad {

    private static final int DEVICES = 100;
    /** A Decentlab leaf wetness sensor; all bytes are ASCII. */
    private static final String PAYLOAD = "\u0002\u0000\u0001\u0000\u0003A#@\u0010\f`";

    private final Arguments arguments;
    private final CountDownLatch never = new CountDownLatch(1);

    private KafkaLoad(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Runs it. */
    public static void main(String... args) throws Exception {
        KafkaLoad load = new KafkaLoad(Arguments.of(args));
        try (Broker broker = Broker.start(4);
                HonoPeer peer = HonoPeer.start(broker.bootstrapServers())) {
            if (load.arguments.text("mode").equals("behind")) {
                load.behind(broker, peer);
            } else {
                load.northbound(broker, peer, args);
            }
        }
    }

    private void behind(Broker broker, HonoPeer peer) throws Exception {
        int count = arguments.number("count", 500);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        Revisions revisions = new Revisions(Optional.of(city), "kafka", "d", 1, DEVICES);
        Path file = configure(
                "org.borough.connect.hono", "bootstrapServers = " + broker.bootstrapServers() + "\ntenants = kafka\n");
        try {
            send(peer, revisions, count / 5);
            double seconds = send(peer, revisions, count);
            System.out.printf(Locale.ROOT, "{\"messagesPerSecond\":%.0f}%n", DEVICES * count / seconds);
        } finally {
            Files.delete(file);
        }
    }

    private double send(HonoPeer peer, Revisions revisions, int count) throws Exception {
        long wanted = revisions.sum() + (long) DEVICES * count;
        long began = System.nanoTime();
        peer.send(
                HonoPeer.Kind.TELEMETRY,
                "kafka",
                DEVICES,
                count,
                Map.of("qos", "1", "payload", PAYLOAD, "default.adapter", "decentlab:dl-lws:1.0.0"));
        while (revisions.sum() < wanted) {
            if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(3)) {
                throw new IllegalStateException("after three minutes " + (wanted - revisions.sum()) + " are missing");
            }
            never.await(50, TimeUnit.MILLISECONDS);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void northbound(Broker broker, HonoPeer peer, String... args) throws Exception {
        EventLoopGroup group = new NioEventLoopGroup(1);
        Path file = configure("org.borough.hono.northbound", "bootstrapServers = " + broker.bootstrapServers() + '\n');
        try {
            CommandDevice lamp = new CommandDevice("dev-0@lamps", arguments.text("password"));
            Dial.of(arguments, group).connect(lamp);
            if (!lamp.listens().await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the lamp could not subscribe");
            }
            commands(peer);
            peer.consume("bench");
            MqttLoad.main(args);
            System.out.println("{\"consumed\":"
                    + peer.consumed("bench").values().stream().mapToInt(n -> n).sum() + "}");
        } finally {
            Files.delete(file);
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private void commands(HonoPeer peer) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!answered(peer)) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("no command was answered within a minute");
            }
            never.await(200, TimeUnit.MILLISECONDS);
        }
        Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        for (int i = 0; i < arguments.number("count", 300); i++) {
            long began = System.nanoTime();
            if (!answered(peer)) {
                throw new IllegalStateException("command " + i + " was not answered");
            }
            histogram.recordValue(System.nanoTime() - began);
        }
        System.out.printf(
                Locale.ROOT,
                "{\"commandP50Millis\":%.2f,\"commandP99Millis\":%.2f}%n",
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6);
    }

    private static boolean answered(HonoPeer peer) {
        try {
            return "200"
                    .equals(peer.command("lamps", "dev-0", "dim", "42", Duration.ofSeconds(10))
                            .get("status"));
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private Path configure(String pid, String text) throws IOException {
        return Files.writeString(Path.of(arguments.text("etc"), pid + ".cfg"), text);
    }
}
