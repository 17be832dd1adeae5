// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one piece of work after the other on threads that it shares. How much may wait is its users' matter. */
final class Serial implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Serial.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    Serial(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (busy) {
                return;
            }
            busy = true;
        }
        next();
    }

    private void next() {
        try {
            threads.execute(this::one);
        } catch (RejectedExecutionException e) {
            LOG.debug("What still waits is given up: the connections are being stopped.");
        }
    }

    // The edge to strangers' messages and scripts: whatever goes wrong with one must not keep the others waiting.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void one() {
        Runnable work;
        synchronized (waiting) {
            work = waiting.poll();
            if (work == null) {
                busy = false;
                return;
            }
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("A message of a connection could not be handled.", e);
        }
        next();
    }
}
