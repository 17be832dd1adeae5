// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Follows the twin of one device by WebSocket: how long from its publishing to the event at an app. */
final class Listening implements AutoCloseable {

    static final Listening NOT = new Listening(null);

    private static final String TOTAL = "LTR_SUM";

    private final ObjectMapper json = new ObjectMapper();
    private final Histogram histogram = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final AtomicLongArray sentAt = new AtomicLongArray(0x10000);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LoadClock clock;
    private AppSocket socket;

    private Listening(LoadClock clock) {
        this.clock = clock;
    }

    static Listening when(Arguments arguments, LoadClock clock) throws IOException, InterruptedException {
        if (!Boolean.parseBoolean(arguments.text("listen", "false"))) {
            return NOT;
        }
        Listening listening = new Listening(clock);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        listening.socket = AppSocket.open(city, listening::take);
        listening.socket.send("START-SEND-EVENTS?namespaces=watch");
        if (!listening.ready.await(10, TimeUnit.SECONDS)) {
            throw new IOException("the city did not acknowledge the subscription");
        }
        return listening;
    }

    void sent(int number, long nanos) {
        sentAt.set(number, nanos);
    }

    double millisAt(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }

    long samples() {
        return histogram.getTotalCount();
    }

    private void take(String message) {
        long now = System.nanoTime();
        if (message.endsWith(":ACK")) {
            ready.countDown();
        } else if (clock.measures(now)) {
            number(message, now);
        }
    }

    private void number(String message, long now) {
        try {
            JsonNode total = json.readTree(message).findValue(TOTAL);
            if (total != null) {
                histogram.recordValue(now - sentAt.get(total.asInt()));
            }
        } catch (IOException e) {
            System.err.println("no JSON: " + message);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
