// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A street light with a NAS controller: obeys dimming commands, echoes them, reports status and energy. */
final class Lamp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lamp.class);

    private final MqttLink link;
    private final double ratedWatts;
    private final Clock clock;
    private final Executor executor;
    private int level;
    private double wattSeconds;
    private Instant since;

    Lamp(String server, String user, String password, double ratedWatts, Clock clock, Executor executor) {
        this.link = new MqttLink(server, user, password, this::obey);
        this.ratedWatts = ratedWatts;
        this.clock = clock;
        this.executor = executor;
        this.since = clock.instant();
    }

    /** Sends status and usage, connecting first if need be. */
    void report() throws IOException {
        link.connect();
        link.send(LampFrames.STATUS_PORT, LampFrames.status(clock.instant(), level()));
        link.send(LampFrames.USAGE_PORT, LampFrames.usage(wattHours(), watts()));
    }

    private void obey(byte[] command) {
        OptionalInt wanted = LampFrames.dimming(command);
        if (wanted.isEmpty()) {
            LOG.debug("a demo lamp only knows manual dimming");
            return;
        }
        dim(wanted.getAsInt());
        // Not on the client's own thread: it could not take the acknowledgement that the echo waits for.
        executor.execute(() -> echo(command));
    }

    private void echo(byte[] command) {
        try {
            link.send(LampFrames.COMMAND_PORT, command);
        } catch (IOException e) {
            LOG.debug("a lamp could not echo its command", e);
        }
    }

    private synchronized void dim(int percent) {
        meter();
        level = percent;
    }

    private synchronized int level() {
        return level;
    }

    private synchronized int watts() {
        return (int) Math.round(ratedWatts * level / 100);
    }

    private synchronized long wattHours() {
        meter();
        return Math.round(wattSeconds / 3600);
    }

    private void meter() {
        Instant now = clock.instant();
        wattSeconds += ratedWatts * level / 100 * Duration.between(since, now).toMillis() / 1000;
        since = now;
    }

    @Override
    public void close() {
        link.close();
    }
}
