// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Commands by one WebSocket, a window of them under way. {@code make=true} first makes the things and their policy;
 * otherwise one property of each thing in turn is modified, for some seconds.
 *
 * <p>Arguments: {@code api passwordFile things window warmup seconds make}.
 */
final class SocketLoad {

    private static final String POLICY =
            """
            {"entries":{"bench":{"subjects":{"borough:admin":{"type":"bench"}},"resources":{
            "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
            "message:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";

    private final Histogram answers = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final ConcurrentHashMap<Long, Long> underWay = new ConcurrentHashMap<>();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final Semaphore window;
    private final int size;
    private final int things;
    private final LoadClock clock;

    private SocketLoad(Arguments arguments) {
        size = arguments.number("window", 100);
        window = new Semaphore(size);
        things = arguments.number("things", 1_000);
        clock = new LoadClock(arguments.number("warmup", 5), arguments.number("seconds", 10));
    }

    public static void main(String... given) throws Exception {
        Arguments arguments = Arguments.of(given);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        SocketLoad load = new SocketLoad(arguments);
        try (AppSocket socket = AppSocket.open(city, load::answered)) {
            if (Boolean.parseBoolean(arguments.text("make", "false"))) {
                city.send("PUT", "/api/2/policies/bench:all", "application/json", POLICY);
                load.make(socket);
            } else {
                load.modify(socket);
            }
            load.report();
        }
    }

    private void make(AppSocket socket) throws InterruptedException {
        clock.start();
        for (long i = 0; i < things; i++) {
            command(socket, i, "create", "/", thing(i));
        }
        drain();
    }

    private void modify(AppSocket socket) throws InterruptedException {
        clock.start();
        for (long i = 0; !clock.over(System.nanoTime()); i++) {
            command(socket, i, "modify", "/features/x/properties/y", Long.toString(i));
        }
        drain();
    }

    private void command(AppSocket socket, long number, String action, String path, String value)
            throws InterruptedException {
        window.acquire();
        sent.incrementAndGet();
        underWay.put(number, System.nanoTime());
        socket.send("{\"topic\":\"bench/thing-" + number % things + "/things/twin/commands/" + action
                + "\",\"headers\":{\"correlation-id\":\"" + number + "\"},\"path\":\"" + path + "\",\"value\":" + value
                + "}");
    }

    private static String thing(long number) {
        return "{\"thingId\":\"bench:thing-" + number + "\",\"policyId\":\"bench:all\",\"attributes\":{\"idx\":"
                + number
                + ",\"street\":\"Street " + number % 100
                + "\"},\"features\":{\"x\":{\"properties\":{\"y\":0,\"z\":1.5}},"
                + "\"battery\":{\"properties\":{\"charge\":" + number % 101 + "}}}}";
    }

    private void answered(String message) {
        int at = message.indexOf("\"correlation-id\":\"") + "\"correlation-id\":\"".length();
        long number = Long.parseLong(message.substring(at, message.indexOf('"', at)));
        Long began = underWay.remove(number);
        long now = System.nanoTime();
        if (!message.contains("\"status\":20")) {
            failed.incrementAndGet();
        } else if (clock.measures(now)) {
            answers.recordValue(now - began);
        }
        window.release();
    }

    private void drain() throws InterruptedException {
        if (!window.tryAcquire(size, 30, TimeUnit.SECONDS)) {
            new CountDownLatch(1).await(1, TimeUnit.SECONDS);
        }
    }

    private void report() {
        System.out.printf(
                "{\"commandsPerSecond\":%.0f,\"p50Millis\":%.2f,\"p99Millis\":%.2f,\"failed\":%d,\"unanswered\":%d,\"sent\":%d}%n",
                answers.getTotalCount() / clock.seconds(),
                answers.getValueAtPercentile(50) / 1e6,
                answers.getValueAtPercentile(99) / 1e6,
                failed.get(),
                underWay.size(),
                sent.get());
    }
}
