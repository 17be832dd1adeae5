// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one channel to Ditto open: when it breaks, another is opened, after pauses that grow. */
final class Link implements Channel.Owner, AutoCloseable {

    /** Who uses the link. */
    interface User {

        /** A new channel is open. */
        void opened(Channel channel);

        void message(JsonNode message);

        default void control(String word) {}

        /** The channel broke; a new one will be opened. */
        void broken();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LIFE_CHECK = Duration.ofSeconds(30);

    private final String name;
    private final DittoHttp ditto;
    private final ScheduledExecutorService timer;
    private final Duration longestPause;
    private final User user;
    private Channel channel;
    private boolean open;
    private boolean closed;
    private int failures;
    private volatile String trouble = "not yet connected";

    Link(String name, DittoHttp ditto, ScheduledExecutorService timer, Duration longestPause, User user) {
        this.name = name;
        this.ditto = ditto;
        this.timer = timer;
        this.longestPause = longestPause;
        this.user = user;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::check, LIFE_CHECK.toMillis(), LIFE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        connect();
    }

    /** Why there is no connection; nothing when there is one. */
    Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    private void connect() {
        Channel next = new Channel(this);
        synchronized (this) {
            if (closed) {
                return;
            }
            channel = next;
            open = false;
        }
        ditto.socket(next).whenComplete((socket, failure) -> {
            if (failure != null) {
                closed(next, Words.of(failure));
            } else {
                opened(next);
            }
        });
    }

    private void opened(Channel next) {
        synchronized (this) {
            if (closed || channel != next) {
                return;
            }
            open = true;
            failures = 0;
        }
        if (!trouble.isEmpty()) {
            LOG.info("Connected to Ditto for {}", name);
        }
        trouble = "";
        user.opened(next);
    }

    @Override
    public void closed(Channel which, String reason) {
        boolean wasOpen;
        long pause;
        synchronized (this) {
            if (closed || channel != which) {
                return;
            }
            wasOpen = open;
            channel = null;
            open = false;
            pause = pause(failures);
            failures++;
        }
        if (trouble.isEmpty() || wasOpen || failures == 1) {
            LOG.warn("No connection to Ditto for {}: {}; trying on", name, reason);
        }
        trouble = reason;
        if (wasOpen) {
            user.broken();
        }
        timer.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    }

    /** Spread, so that many nodes do not come back at the same moment. */
    private long pause(int failed) {
        long full = Math.min(longestPause.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failed, 16));
        return full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    }

    private void check() {
        Channel present;
        synchronized (this) {
            present = open ? channel : null;
        }
        if (present != null && !present.isAlive()) {
            present.close();
        }
    }

    @Override
    public void message(JsonNode message) {
        user.message(message);
    }

    @Override
    public void control(String word) {
        user.control(word);
    }

    @Override
    public void close() {
        Channel last;
        synchronized (this) {
            closed = true;
            last = channel;
        }
        if (last != null) {
            last.close();
        }
    }
}
