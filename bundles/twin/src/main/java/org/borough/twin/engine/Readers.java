// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that wait for the disk so that no lane, no listener and no front door has to. */
final class Readers {

    private static final int THREADS = 2;
    private static final int IDLE_SECONDS = 30;

    private Readers() {}

    /** What waits is bounded by the callers: each asks for one page at a time. */
    static ExecutorService start() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "borough-twin-past-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
