// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sets a lamp's desired level over Ditto's API, one wish after the other, and measures the time to the command at the
 * lamp. The lamp is {@code dev-0} of the tenant {@code lamps}. Arguments: {@code api}, {@code passwordFile},
 * {@code password}, {@code port}, {@code tls}, {@code count}.
 */
public final class CommandLoad {

    private static final String LEVEL = "/api/2/things/lamps:dev-0/features/luminaire/desiredProperties/level";

    private CommandLoad() {}

    /** Runs it. */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        EventLoopGroup group = new NioEventLoopGroup(1);
        CommandDevice lamp = new CommandDevice("dev-0@lamps", arguments.text("password"));
        Dial.of(arguments, group).connect(lamp);
        await(lamp.listens().await(10, TimeUnit.SECONDS), "the lamp could not subscribe");
        Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        int count = arguments.number("count", 500);
        for (int i = 0; i < 2 * count; i++) {
            long began = System.nanoTime();
            city.send("PUT", LEVEL, "application/json", Integer.toString(10 + i % 80));
            await(lamp.received().tryAcquire(10, TimeUnit.SECONDS), "command " + i + " did not come");
            if (i >= count) {
                histogram.recordValue(System.nanoTime() - began);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "{\"ackP50Millis\":%.2f,\"ackP99Millis\":%.2f}%n",
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static void await(boolean came, String otherwise) {
        if (!came) {
            throw new IllegalStateException(otherwise);
        }
    }
}
