// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Events to many apps: each follows all things of a namespace, while another writes at a steady pace by HTTP. How long
 * from the start of the write to the event at each app.
 *
 * <p>Arguments: {@code api passwordFile subscribers rate warmup seconds}.
 */
final class FanOut {

    private static final String MARK = "\"value\":";

    private final Histogram delays = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final List<AppSocket> apps = new ArrayList<>();
    private final CountDownLatch following;
    private final LoadClock clock;
    private final long origin = System.nanoTime();

    private FanOut(int subscribers, LoadClock clock) {
        following = new CountDownLatch(subscribers);
        this.clock = clock;
    }

    public static void main(String... given) throws Exception {
        Arguments arguments = Arguments.of(given);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        int subscribers = arguments.number("subscribers", 1);
        int rate = arguments.number("rate", 20);
        LoadClock clock = new LoadClock(arguments.number("warmup", 5), arguments.number("seconds", 10));
        FanOut load = new FanOut(subscribers, clock);
        for (int i = 0; i < subscribers; i++) {
            AppSocket app = AppSocket.open(city, load::take);
            load.apps.add(app);
            app.send("START-SEND-EVENTS?namespaces=bench");
        }
        if (!load.following.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(load.following.getCount() + " subscriptions were not acknowledged");
        }
        load.write(city, rate);
        load.report(subscribers * (double) rate * clock.seconds());
        load.apps.forEach(AppSocket::close);
    }

    /** The value of the property is the time of the write, so that each event says when it began. */
    private void write(CityClient city, int rate) throws Exception {
        clock.start();
        long pause = TimeUnit.SECONDS.toNanos(1) / rate;
        for (long next = System.nanoTime(); !clock.over(System.nanoTime()); next += pause) {
            LockSupport.parkNanos(next - System.nanoTime());
            String now = Long.toString(System.nanoTime() - origin);
            city.send("PUT", "/api/2/things/bench:thing-1/features/x/properties/y", "application/json", now);
        }
        new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    }

    private void take(String message) {
        long now = System.nanoTime();
        if (message.endsWith(":ACK")) {
            following.countDown();
            return;
        }
        int at = message.indexOf(MARK);
        if (at >= 0 && clock.measures(now)) {
            int begin = at + MARK.length();
            int end = begin;
            while (Character.isDigit(message.charAt(end))) {
                end++;
            }
            delays.recordValue(Math.max(0, now - origin - Long.parseLong(message.substring(begin, end))));
        }
    }

    private void report(double expected) {
        System.out.printf(
                "{\"p50Millis\":%.2f,\"p99Millis\":%.2f,\"events\":%d,\"expected\":%.0f}%n",
                delays.getValueAtPercentile(50) / 1e6,
                delays.getValueAtPercentile(99) / 1e6,
                delays.getTotalCount(),
                expected);
    }
}
